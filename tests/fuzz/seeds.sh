#!/bin/sh
# SPDX-License-Identifier: MIT
# sh tests/fuzz/seeds.sh npy|csv|ragged|expression|record FOLDER: writes the inputs that fuzzing starts from, one file each: good ones, those
# that must be refused, and every input that once broke a reader. Backslashes are printf's (\0nnn is a byte in octal).
set -eu
LC_ALL=C
export LC_ALL
reader=$1 folder=$2
mkdir -p "$folder"
count=0

next_file() {
  count=$((count + 1))
  file=$folder/seed-$(printf %03d "$count")
}
raw() {
  next_file
  printf %b "$1" > "$file"
}
# npy VERSION DICTIONARY [DATA]: with the header's length in the two or four bytes that the version has.
npy() {
  next_file
  length=$(printf %b "$2" | wc -c)
  low=$((length % 256)) high=$((length / 256)) more=
  [ "$1" = 1 ] || more='\0000\0000'
  printf '%b' "\\0223NUMPY\\000$1\\0000$(printf '\\0%03o\\0%03o' "$low" "$high")$more$2${3-}" > "$file"
}
# csv OPTIONS TEXT: fuzz_csv.c tells what the five digits mean.
csv() { raw "$1$2"; }

npy_seeds() {
  zeros='\0000\0000\0000\0000\0000\0000\0000\0000'
  for code in '|b1' '|i1' '|u1'; do
    npy 1 "{'descr': '$code', 'fortran_order': False, 'shape': (3,), }\n" '\0001\0000\0001'
  done
  for code in '<i2' '>u2' '=i2'; do
    npy 1 "{'descr': '$code', 'fortran_order': True, 'shape': (2, 2), }\n" "$zeros"
  done
  for code in '<i4' '>u4' '<f4' 'f4'; do
    npy 2 "{'descr': '$code', 'fortran_order': False, 'shape': (1, 2), }\n" "$zeros"
  done
  for code in '<i8' '>u8' '>f8' '<f8'; do
    npy 3 "{'shape': (2, 1), 'descr': \"$code\", 'fortran_order': True}" "$zeros"'?\0360\0000\0000\0000\0000\0177\0377'
  done
  npy 1 "{'descr': '<i2', 'shape': (2L, 2L), 'fortran_order': False}" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': True, 'shape': (7, 0), }"
  npy 1 "{'descr': '<f8', 'fortran_order': True, 'shape': (0, 7), }"
  npy 1 "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1), }        \t\r\n" '\0001\0002trailing'
  # What must be refused.
  raw ''
  raw '\0223NUMPX\0001\0000\0002\0000{}'
  raw '\0223NUMPY\0001\0000'
  raw '\0223NUMPY\0001\0001\0002\0000{}'
  raw '\0223NUMPY\0004\0000\0002\0000{}'
  raw '\0223NUMPY\0002\0000\0377\0377\0377\0377'
  raw '\0223NUMPY\0001\0000\0377\0377{'
  raw 'PK\0003\0004'
  npy 1 ''
  npy 1 "{}"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': (100000000000, 1000)}" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': (18446744073709551616, 1)}"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': (-1, 1)}"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': ()}" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1, 1)}" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': (1)}" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': (1 1)}" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': (01, 1)}" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': [1, 1]}" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': 0, 'shape': (1, 1)}" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2)}" "$zeros"
  npy 1 "{'descr': '<f8', 'shape': (1, 1)}" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), 'more': 1}" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), 'descr': '<f8'}" "$zeros"
  npy 1 "{'descr': __import__('os').system('x'), 'fortran_order': False, 'shape': (1, 1)}" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1)} x" "$zeros"
  npy 1 "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1)}\0000" "$zeros"
  npy 1 "{'descr': '<f8, 'fortran_order': False, 'shape': (1, 1)" "$zeros"
  npy 1 "{'descr': '<\\\\x66\0033[31m', 'fortran_order': False, 'shape': (1, 1)}" "$zeros"
  for code in '|O' '|S8' '<U2' '|V8' '<M8[us]' '<m8[s]' '<c16' '<f2' '<f16' '\0033[2J'; do
    npy 1 "{'descr': '$code', 'fortran_order': False, 'shape': (1, 1)}" "$zeros$zeros"
  done
  npy 1 "{'descr': [('a', '<i4'), ('b', '<i4')], 'fortran_order': False, 'shape': (1, 1)}" "$zeros"
}

csv_seeds() {
  csv 00000 '8,8,3,7,7\n0,4,2,5,2\n'
  csv 00000 'A,B\r\n1.5,2\r\n-3e-2,.5'
  csv 00000 '\0357\0273\0277a,"b ""c"" , d"\n1,2\n\n'
  csv 00000 ',A,B\n0,1,2\n1,3,4\n'
  csv 00000 '0,1,2\n5,6,7\n'
  csv 00000 ' 1 , +2 ,\t-0 \nnan,inf,-Infinity\n5.,.5,1e+16\n'
  csv 00000 '9223372036854775807,-9223372036854775808\n'
  csv 00000 '18446744073709551615,9223372036854775808\n'
  csv 00000 '0.1,9007199254740993\n'
  csv 00000 '"1","2"\n"3",4\n'
  csv 10000 'a\tb\n1\t2\n'
  csv 10000 '"x\ty"\t\n1\t2\n'
  csv 01000 '1,2\n3,4\n'
  csv 02000 '1,2\n3,4\n'
  csv 01100 'i,a,b\nx,1,2\ny,3,4\n'
  csv 00100 '"row, one",1\nb,2\n'
  csv 00100 'a\nb\n'
  csv 02200 ',1\n2,3\n'
  csv 00010 ',1\n2,\n'
  csv 01010 'x\n\n1\n'
  csv 00001 '127,-128\n'
  csv 00005 '255,0\n'
  csv 00008 '18446744073709551615,0\n'
  csv 00009 '3.4028235e38,1e-45,0.1\n'
  csv 0000: '9007199254740993,1.7976931348623157e308,4.9e-324\n'
  csv 0000: '0.00000000000000000000000000000000000000000000000000001234567890123456789012345678901234567890e53\n'
  csv 0000: '2.22507385850720138309023271733240406421921598046233e-308,123456789012345678901234567890\n'
  csv 0000: "1$(printf %0799d 1)e-800,0.$(printf %0790d 5)\n" # more digits than decide
  csv 00000 "1$(printf %0799d 1),2.5\n"
  csv 01000 '"","a"\n1,2\n'
  csv 01000 '"a\nb"\n1\n'
  csv 01000 ' \0376\0377,b\n1,2\n'
  csv 01000 ' \0377\0376,b\n1,2\n'
  csv 01000 '"\0357\0273\0277",b\n1,2\n'
  # Frames, and some columns only.
  csv 20000 'A,B\n1,0.5\n2,1\n'
  csv 30000 'A\tB\n-0\t18446744073709551615\n0.5\t3\n'
  csv 20010 '1,,9007199254740993\n-1,2,3\n'
  csv 2000: '1,2\n3,4.5\n'
  csv 22000 '1,2,3\n4,-5,6\n7,8,9.5\n'
  csv 40000 '1,2,x\n3,4,y\n'
  csv 50000 'a\tb\tc\n1\t2\t3\n'
  csv 60000 ',A,B\nx,1,0.5\ny,3,4\n'
  csv 80000 'name,A,B\n"x,\ny",1,2\nz,3,4\n'
  csv :0000 'A,B,t,B,u\n1,2,x,4,y\n'
  csv :0000 'B,t,v,A\n1,x,18446744073709551615,-4\n0.5,,1,-0\n'
  csv ';0000' 'B\tA\tv\n1\t2\t0.5\n'
  csv '<1000' 'A,B\n1,x\n2,y\n'
  csv '>0000' '5,"x\n3,4\n'
  csv '>2000' '5,x\n3\n'
  # What must be refused.
  csv 00000 ''
  csv 00000 '\n \r\n'
  csv 00000 '1,2\n3\n'
  csv 00000 '1,2\n3,4,5\n'
  csv 00000 '1,2\n\n3,4\n'
  csv 02000 '0x10,1_000\n'
  csv 02000 'nan(1),1\n'
  csv 02000 '-,e5\n'
  csv 02000 '1e,1e+\n'
  csv 02000 '.,..\n'
  csv 02000 '"1,2\n3,4\n'
  csv 02000 '"1"x,2\n'
  csv 00000 '1e400,1\n'
  csv 00000 '18446744073709551616,1\n'
  csv 00000 '18446744073709551615,-1\n'
  csv 00001 '128,1\n'
  csv 00001 '1.5,1\n'
  csv 00009 '1e39\n'
  csv 00000 '1,\0000\n'
  csv 00000 '\0377\0376 1\0000'
  csv 00000 '\0376\0377\0000 1'
  csv 00000 '1\n\0033[31m\0302\0205\0342\0200\0256\0377\n'
  csv 00000 '1,2\r3,4\r'
}

expression_seeds() {
  raw '5sqrt(A*A + x[1]*x[1])'
  raw '5count(4 <= x && x <= 8)'
  raw '2round(sqrt(round(x[0]*x[0] + x[1]*x[1], 2)), 2)'
  raw '9sum((x - mean(x)) * (x - mean(x))) / cols, "a b" = x["a b"] ? -x[0] : ~x[1]'
  raw '3min(x), max(x), any(x > i), all(!x), x[x[0]], min(x[0], 3), clamp(x[1], -1, 1e3)'
  raw '40x1F & 3 | 8 ^ 1 << 2 >> 1 % 7, .5e-3, nan, inf, pi, true'
  raw '4pow(exp(x[0]), hypot(2, 3)) + atan2(x[1], log(x[2]))'
  raw '0sum(x), min(x), mean(x), cols'
  # What must be refused.
  raw '5'
  raw '51 < 2 < 3'
  raw '5x[5]'
  raw '5x["a'
  raw '5((((((((((((((((((((((((((((((((((((((((('
  raw '59007199254740993'
  raw '51e400'
  raw '5sqrt(1,2)'
  raw '5twice = B = 3'
  raw '5\0033[31m\0342\0200\0256'
}

ragged_seeds() {
  raw '0001,2,3\n5,6,7,8\n10,11,12\n20,21\n'
  raw '0001,2\n\n\n3\n\n'
  raw '000\0357\0273\0277\r\n"1", 2\r\n\r'
  raw '0000.5\n9007199254740992,nan,-inf\n \n'
  raw '00018446744073709551615\n\n9223372036854775808\n'
  raw '0101,,"",2\n\n""\n'
  raw '1001\t2\n\n-3\t4\n'
  raw '005255\n0,1\n'
  raw '000'
  raw "200\0223NUMPY\0001\0000\0074\0000{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2)}\n\0001\0002\0003\0004"
  raw '302\0000\0000\0000\0000\0000\0000\0000\0000\0002\0000\0000\0000\0000\0000\0000\0000'
  raw '303\0000\0000\0000\0000\0000\0000\0000\0000\0001\0000\0000\0000\0000\0000\0000\0000\0003\0000\0000\0000\0000\0000\0000\0000'
  # What must be refused.
  raw '0001,,2\n'
  raw '0001\n,\n'
  raw '000a,b\n1,2\n'
  raw '0001\n"2\n'
  raw '00018446744073709551615\n-1\n'
  raw '0009007199254740993\n0.5\n'
  raw '000\0377\0376 1\0000'
  raw '0001\n\0000\n'
  raw "200\0223NUMPY\0001\0000\0071\0000{'descr': '|u1', 'fortran_order': False, 'shape': (2,)}\n\0001\0002"
  raw "200\0223NUMPY\0001\0000\0103\0000{'descr': '|u1', 'fortran_order': False, 'shape': (99999999, 0)}\n"
  raw '302\0001\0000\0000\0000\0000\0000\0000\0000\0002\0000\0000\0000\0000\0000\0000\0000'
  raw '302\0000\0000\0000\0000\0000\0000\0000\0000\0377\0377\0377\0377\0377\0377\0377\0377'
  raw '309'
}

# record CASES [LIMITS]: a record with them.
record() {
  raw "{\"schema_version\":1,\"rowrun\":\"0.1.0\",\"created\":\"now\",\"suite\":\"quick\",\"interrupted\":false,\"settings\":{\"seed\":100},\"machine\":{\"cpu\":{\"model\":\"x\"},\"devices\":[{\"id\":\"cpu\"}]},\"timer\":{\"overhead_ns\":40,\"step_ns\":1.5},\"limits\":[${2-}],\"cases\":[$1]}"
}
record_seeds() {
  work='"work":{"kernel":"count","call":"count","per":"col","rows":100,"cols":5,"dtype":"int32","out_dtype":"float64","seed":1}'
  way='"way":{"peer":true,"name":"numpy","form":"a","version":"1","device_name":"","device_type":"","threads":2,"scope":"file"}'
  rest='"message":"","timed_rows":20,"bytes":2400'
  times='"round":[0,0,1],"total_ns":[1000,1001.5,9e2],"phases_ns":{"kernel":[900,901,0]}'
  record ''
  record "{$work,$way,\"outcome\":\"missing\",$rest}"
  record "{$work,$way,\"outcome\":\"verified\",$rest,\"ending\":\"time\",\"samples\":{$times}}" \
    '{"device":"cpu","device_name":"x","what":"copy","threads":2,"buffer_bytes":4096,"bytes":8192,"samples_ns":[100,101.25]}'
  # What must be refused.
  raw ''
  raw '{}'
  raw '{"schema_version":2}'
  raw '{"schema_version":1,"schema_version":1}'
  raw '[[[[[[[['
  raw '{"schema_version":1,"created":"\\u0000"}'
  record "{$work,$way,\"outcome\":\"verified\",$rest,\"ending\":\"time\",\"samples\":{\"round\":[],\"total_ns\":[],\"phases_ns\":{}}}"
  record "{$work,$way,\"outcome\":\"verified\",$rest,\"ending\":\"time\",\"samples\":{$times,\"more\":1}}" '{"device":"\033"}'
}

"${reader}_seeds"
