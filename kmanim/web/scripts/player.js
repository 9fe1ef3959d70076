const film = JSON.parse(document.getElementById("film").textContent);
const part = Object.fromEntries(
  ["screen", "caption", "first", "back", "play", "next", "last", "step", "where", "pace", "times"].map(id => [
    id,
    document.getElementById(id),
  ]),
);
const brush = part.screen.getContext("2d");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const end = film.length - 1;
const images = new Map();
let at = 0;
let turn = 0; // every new wish of the reader ends whatever is still going on
let playing = false;

async function image(source) {
  if (!images.has(source)) {
    const picture = new Image();
    picture.src = source;
    images.set(
      source,
      picture.decode().then(() => picture),
    );
  }
  return images.get(source);
}

async function paint(piece) {
  if (piece.image) brush.drawImage(await image(piece.image), piece.x || 0, piece.y || 0);
}

function tell() {
  part.caption.setAttribute("aria-live", playing ? "off" : "polite");
  part.play.textContent = playing ? "Pause" : "Play";
  const head = document.createElement("b");
  head.textContent = film[at].head;
  part.caption.replaceChildren(head, film[at].text);
  part.step.value = at;
  part.step.setAttribute("aria-valuetext", `step ${at + 1} of ${film.length}: ${film[at].text}`);
  part.where.textContent = `${at + 1}/${film.length}`;
  part.times.textContent = `\u00d7${Number(part.pace.value)}`;
  for (const id of ["first", "back"]) part[id].setAttribute("aria-disabled", at === 0);
  for (const id of ["next", "last"]) part[id].setAttribute("aria-disabled", at === end);
}

const wait = ms => new Promise(done => setTimeout(done, ms));

async function show(index, mine) {
  const source = await image(film[index].image);
  if (mine === turn) brush.drawImage(source, 0, 0);
}

// The moves that lead into the next step, which is told from their start on, then the step itself.
async function advance(mine) {
  const pieces = calm.matches ? [] : film[at + 1].tweens;
  await Promise.all(pieces.filter(piece => piece.image).map(piece => image(piece.image)));
  if (mine !== turn) return;
  at += 1;
  tell();
  let due = performance.now();
  for (const piece of pieces) {
    if (mine !== turn) return;
    await paint(piece);
    due += piece.ms;
    await wait(Math.max(0, due - performance.now()));
  }
  for (const piece of pieces) images.delete(piece.image);
  await show(at, mine);
}

function stop() {
  turn += 1;
  playing = false;
}

async function seek(index) {
  stop();
  at = Math.min(end, Math.max(0, index));
  tell();
  await show(at, turn);
}

async function forward() {
  if (at === end) return;
  const mine = ++turn;
  playing = false;
  await show(at, mine);
  await advance(mine);
}

async function toggle() {
  if (playing) {
    stop();
    tell();
    await show(at, turn);
    return;
  }
  const mine = ++turn;
  playing = true;
  if (at === end) at = 0;
  tell();
  await show(at, mine);
  while (mine === turn) {
    // The pace may be changed while a picture stands, so time is taken in small sips.
    for (let left = film[at].ms; left > 0 && mine === turn; left -= 50 / Number(part.pace.value)) {
      await wait(50);
    }
    if (mine !== turn) return;
    if (at === end) break;
    await advance(mine);
  }
  if (mine === turn) {
    playing = false;
    tell();
  }
}

part.first.onclick = () => seek(0);
part.back.onclick = () => seek(at - 1);
part.play.onclick = toggle;
part.next.onclick = forward;
part.last.onclick = () => seek(end);
part.step.oninput = () => seek(Number(part.step.value));
part.pace.oninput = tell;
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const own = event.target.closest("input, button, summary, .wide");
  if (own && (event.key === " " || own.matches("input, .wide"))) return;
  const keys = {
    " ": toggle,
    ArrowLeft: () => seek(at - 1),
    ArrowRight: forward,
    Home: () => seek(0),
    End: () => seek(end),
  };
  if (!(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});
tell();
show(0, turn);
