# SPDX-License-Identifier: MIT
# The page of a report in Chromium, wide and narrow, light and dark: every chart is drawn, nothing is wider than the
# screen, names from outside are plain text, the console is silent, and nothing is fetched.
command -v gnuplot > /dev/null || skip 'gnuplot is not installed'
browser=
for named in chromium chromium-browser google-chrome; do
  [ -n "$browser" ] || ! command -v "$named" > /dev/null || browser=$named
done
[ -n "$browser" ] || skip 'Chromium is not installed'
samples=$(dirname "$case")/../report
ok report "$samples/sample.json" -o page.html

# browse NAME OPTIONS... URL: NAME.dom, NAME.log (with the console) and NAME.net (every request); the browser's own go
# to a port where nobody listens.
browse() {
  name=$1
  shift
  timeout 60 "$browser" --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars \
    --user-data-dir="$PWD/scratch/$name.profile" --no-first-run --disable-background-networking --disable-component-update \
    --disable-default-apps --disable-extensions --disable-sync --proxy-server=127.0.0.1:9 --enable-logging=stderr --v=0 \
    --log-net-log="$PWD/scratch/$name.net" --virtual-time-budget=5000 --dump-dom "$@" \
    > "scratch/$name.dom" 2> "scratch/$name.log"
  [ -s "scratch/$name.dom" ] || skip "$browser does not run here: $(tail -n 1 "scratch/$name.log")"
}

# What a page asks for has its origin as initiator; what the browser wants for itself is "not an origin".
requests() { grep -o '"initiator":"[^"]*"' "scratch/$1.net" | grep -vc '"not an origin"'; }

# The measures see what a page can do wrong: a script and a style that its policy blocks, and without a policy a picture
# from elsewhere.
sed 's|</body>|<script>1</script><p style="color:red"></p></body>|' page.html > blocked.html
sed '/Content-Security-Policy/d; s|</body>|<img src="http://127.0.0.1:9/x.png"></body>|' page.html > fetching.html
cmp -s page.html blocked.html && fail 'the page has no end'
echo '<iframe src="blocked.html"></iframe><iframe src="fetching.html"></iframe>' > wrong.html
browse wrong "file://$PWD/wrong.html"
[ "$(grep -c 'CONSOLE.*blocked.html' scratch/wrong.log)" -ge 2 ] || fail "not blocked: $(cat scratch/wrong.log)"
[ "$(requests wrong)" -ge 1 ] || fail 'a request is not seen'

# Another page looks at it, in frames as wide as a desk's screen and as a telephone's.
cat > look.html << 'END'
<!DOCTYPE html><meta charset="utf-8"><body>
<iframe width="1280" height="900" src="page.html"></iframe><iframe width="360" height="640" src="page.html"></iframe>
<script>
function look(frame) {
  const inside = frame.contentDocument, root = inside.documentElement, facts = [];
  const drawn = svg => { const box = svg.getBoundingClientRect(); return box.width > 100 && box.height > 40; };
  const full = svg => [...svg.querySelectorAll('path,polygon')].filter(s => s.getBBox().width + s.getBBox().height > 0).length > 3;
  const within = svg => {
    const box = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].every(text => {
      const own = text.getBoundingClientRect();
      return own.left >= box.left - 2 && own.right <= box.right + 2 && own.bottom <= box.bottom + 2;
    });
  };
  const large = svg => [...svg.querySelectorAll('text')].every(text => text.getBoundingClientRect().height >= 10);
  const shown = [...inside.querySelectorAll('figure.drawing')].map(f => [...f.querySelectorAll('svg')].filter(drawn));
  facts.push('figures=' + shown.length);
  facts.push('one_each=' + shown.every(svgs => svgs.length == 1));
  facts.push('full=' + shown.flat().every(full));
  facts.push('texts_within=' + shown.flat().every(within));
  facts.push('texts_large=' + shown.flat().every(large));
  facts.push('fits=' + (root.scrollWidth <= root.clientWidth));
  facts.push('scripts=' + inside.scripts.length);
  facts.push('resources=' + frame.contentWindow.performance.getEntriesByType('resource').length);
  facts.push('paper=' + frame.contentWindow.getComputedStyle(inside.body).backgroundColor);
  facts.push('name=' + inside.querySelector('h1').textContent);
  return facts.join('\n');
}
onload = () => {
  const result = document.createElement('pre');
  result.textContent = [...document.querySelectorAll('iframe')].map(f => look(f)).join('\n');
  document.body.replaceChildren(result);
};
</script>
END
charts=$(grep -c '<figure class="drawing">' page.html)
[ "$charts" -ge 8 ] || fail "only $charts charts in the page"
for theme in 0 1; do
  browse "look$theme" --allow-file-access-from-files --blink-settings=preferredColorScheme=$theme \
    --window-size=1700,1000 "file://$PWD/look.html"
  grep CONSOLE "scratch/look$theme.log" && fail 'there is a message on the console'
  [ "$(requests "look$theme")" -eq 0 ] || fail "a request: $(grep -o '"initiator":"[^"]*"[^}]*' "scratch/look$theme.net")"
  facts=scratch/look$theme.dom
  for fact in "figures=$charts" one_each=true full=true texts_within=true texts_large=true fits=true scripts=0 resources=0; do
    [ "$(grep -cF -e "$fact" "$facts")" -eq 2 ] || fail "not $fact, wide and narrow: $(cat "$facts")"
  done
  grep -qF '&lt;script&gt;alert(1)&lt;/script&gt;' "$facts" || fail "the machine's name is not its text: $(cat "$facts")"
done
grep -q 'paper=rgb(21, 24, 28)' scratch/look0.dom || fail 'the dark page is not dark'
grep -q 'paper=rgb(255, 255, 255)' scratch/look1.dom || fail 'the light page is not light'
