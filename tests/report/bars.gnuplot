set terminal svg size 760,146 fixed noenhanced font 'sans-serif,13'
set encoding utf8
unset key
set border 0
set grid back linetype 1 linewidth 1 linecolor rgb '#00010a'
set arrow from screen 0.000000,0.893836 to screen 0.026316,0.893836 nohead front linewidth 1.5 linecolor rgb '#000106' dashtype (6,4)
set label 'T0' at screen 0.034211,0.893836 left font ',12' textcolor rgb '#000109'
set lmargin at screen 0.097658
set rmargin at screen 0.907895
set tmargin at screen 0.773973
set bmargin at screen 0.301370
set xrange [0.0002:0.11]
set xtics scale 0 ('' 0.0005, '' 0.001, '' 0.005, '' 0.01, '' 0.05, '' 0.1)
set grid xtics
set logscale x
set yrange [102:33]
unset ytics
set label 'T1' at screen 0.215316,0.219178 center font ',12' textcolor rgb '#000109'
set label 'T2' at screen 0.304321,0.219178 center font ',12' textcolor rgb '#000109'
set label 'T3' at screen 0.510984,0.219178 center font ',12' textcolor rgb '#000109'
set label 'T4' at screen 0.599989,0.219178 center font ',12' textcolor rgb '#000109'
set label 'T5' at screen 0.806651,0.219178 center font ',12' textcolor rgb '#000109'
set label 'T6' at screen 0.895656,0.219178 center font ',12' textcolor rgb '#000109'
set label 'T7' at screen 0.502776,0.082192 center font ',12' textcolor rgb '#000109'
set label 'T8' at screen 0.085816,0.695205 right font ',13' textcolor rgb '#000108'
set label 'T9' at screen 0.325770,0.698630 left font ',12' textcolor rgb '#000109'
set label 'T10' at screen 0.085816,0.537671 right font ',13' textcolor rgb '#000108'
set label 'T11' at screen 0.698204,0.541096 left font ',12' textcolor rgb '#000109'
set label 'T12' at screen 0.085816,0.380137 right font ',13' textcolor rgb '#000108'
set label 'T13' at screen 0.917105,0.383562 left font ',12' textcolor rgb '#000109'
set arrow from screen 0.215316,0.794521 to screen 0.215316,0.301370 nohead front linewidth 1.5 linecolor rgb '#000106' dashtype (6,4)
$axis << END
0.0002 33
0.0002 102
END
$bars0 << END
0.001 44 0.0002 0.001 37 51
0.02 67 0.0002 0.02 60 74
0.1 90 0.0002 0.1 83 97
END
$bars1 << END
END
$intervals << END
0.0009 41
0.0009 47

0.0009 44
0.0011 44

0.0011 41
0.0011 47

0.09 87
0.09 93

0.09 90
0.11 90

0.11 87
0.11 93

END
plot $bars0 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder linecolor rgb '#000100', $bars1 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder linecolor rgb '#000106', $intervals with lines linewidth 1.2 linecolor rgb '#000108', $axis with lines linewidth 1 linecolor rgb '#00010b'
