// Draws the table of the network page as a graph, with filters by time, issue and heading. The table folds up below it.
let MOST, WIDTH, HEIGHT; // parties drawn at once, and pixels that they lie on: what the page has room for

function measure(place) {
  WIDTH = Math.max(320, Math.min(900, place.clientWidth));
  HEIGHT = Math.max(480, Math.round(WIDTH * 0.75));
  MOST = Math.round(Math.min(30, Math.max(15, WIDTH / 26)));
}

function rowsOf(table) {
  return [...table.tBodies[0].rows].map((row) => {
    const [year, parties, friction, cooperation] = row.cells;
    const links = [...parties.querySelectorAll(":scope > a")];
    const named = [...parties.childNodes].filter((node) => node.localName !== "em").map((node) => node.textContent).join("");
    const [first, ...second] = named.split(" – ");
    const party = (name) => ({ name: name.trim(), href: links.find((link) => link.textContent === name.trim())?.href });
    return {
      year: /^\d{4}$/.test(year.textContent.trim()) ? Number(year.textContent) : null,
      first: party(first),
      second: party(second.join(" – ")),
      friction: Number(friction.textContent),
      cooperation: Number(cooperation.textContent),
      issues: [...parties.querySelectorAll("em a")].map((link) => link.textContent.trim()),
    };
  });
}

function select(label, options) {
  const field = document.createElement("select");
  for (const [value, text] of options) field.add(new Option(text, value));
  const wrap = document.createElement("label");
  wrap.append(label, " ", field);
  return { wrap, field };
}

function graphOf(rows, wanted) {
  const nodes = new Map();
  const edges = new Map();
  for (const row of rows) {
    if (row.year !== null && (row.year < wanted.from || row.year > wanted.to)) continue;
    if (wanted.issue && !row.issues.includes(wanted.issue)) continue;
    const friction = wanted.heading === "cooperation" ? 0 : row.friction;
    const cooperation = wanted.heading === "friction" ? 0 : row.cooperation;
    if (friction + cooperation === 0) continue;
    for (const party of [row.first, row.second]) {
      const node = nodes.get(party.name) ?? { ...party, weight: 0 };
      node.weight += friction + cooperation;
      nodes.set(party.name, node);
    }
    const key = row.first.name + "\n" + row.second.name;
    const edge = edges.get(key) ?? { a: row.first.name, b: row.second.name, friction: 0, cooperation: 0 };
    edge.friction += friction;
    edge.cooperation += cooperation;
    edges.set(key, edge);
  }
  const every = nodes.size;
  const kept = [...nodes.values()].sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1)).slice(0, MOST);
  const names = new Map(kept.map((node) => [node.name, node]));
  const lines = [...edges.values()].filter((edge) => names.has(edge.a) && names.has(edge.b));
  const tied = new Set(lines.flatMap((edge) => [edge.a, edge.b]));
  return {
    nodes: kept.filter((node) => tied.has(node.name)),
    edges: lines.map((edge) => ({ ...edge, a: names.get(edge.a), b: names.get(edge.b) })),
    every,
  };
}

// Numbers the components of a graph, which no line joins.
function components({ nodes, edges }) {
  nodes.forEach((node, index) => (node.component = index));
  for (let moved = true; moved; ) {
    moved = false;
    for (const { a, b } of edges)
      if (a.component !== b.component) (a.component = b.component = Math.min(a.component, b.component)), (moved = true);
  }
}

// Springs along edges, repulsion between all, of different components only when near: the same graph always lies the same way.
function layOut({ nodes, edges }) {
  const reach = Math.sqrt((WIDTH * HEIGHT) / (nodes.length + 1)) * 0.75;
  components({ nodes, edges });
  nodes.forEach((node, index) => {
    const angle = (2 * Math.PI * index) / nodes.length;
    node.x = WIDTH / 2 + (WIDTH / 3) * Math.cos(angle) * (1 - index / (2 * nodes.length));
    node.y = HEIGHT / 2 + (HEIGHT / 3) * Math.sin(angle);
  });
  for (let heat = 60; heat > 0.5; heat *= 0.97) {
    for (const node of nodes) (node.dx = (WIDTH / 2 - node.x) * 0.06), (node.dy = (HEIGHT / 2 - node.y) * 0.1);
    for (const a of nodes)
      for (const b of nodes) {
        const x = a.x - b.x, y = a.y - b.y, far = Math.hypot(x, y) || 1;
        if (a === b || (a.component !== b.component && far > 2 * reach)) continue;
        a.dx += (x / far) * (reach * reach) / far;
        a.dy += (y / far) * (reach * reach) / far;
      }
    for (const { a, b } of edges) {
      const x = a.x - b.x, y = a.y - b.y, far = Math.hypot(x, y) || 1, pull = (far * far) / reach / far / 2;
      (a.dx -= x * pull), (a.dy -= y * pull), (b.dx += x * pull), (b.dy += y * pull);
    }
    for (const node of nodes) {
      const far = Math.hypot(node.dx, node.dy) || 1;
      node.x += (node.dx / far) * Math.min(far, heat);
      node.y += (node.dy / far) * Math.min(far, heat);
    }
  }
  fit(nodes, "x", WIDTH);
  fit(nodes, "y", HEIGHT);
  nodes.forEach(within);
  part(nodes);
}

// Spreads places over the whole width or height.
function fit(nodes, axis, length) {
  const values = nodes.map((node) => node[axis]);
  const least = Math.min(...values), span = Math.max(...values) - least || 1;
  for (const node of nodes) node[axis] = nodes.length > 1 ? ((node[axis] - least) / span) * (length - 60) + 30 : length / 2;
}

// Half the width of a party with its name, and how far it reaches up and down from its place.
const sizeOf = (node) => Math.max(3.7 * node.name.length, radius(node)) + 4;
const above = (node) => radius(node) + 22;
const below = (node) => radius(node) + 2;
const radius = (node) => 5 + Math.min(9, Math.sqrt(node.weight));

// Moves parties apart, the shorter way, until no name lies over another or over a dot, or there is no room left.
function part(nodes) {
  for (let round = 0, moved = true; round < 400 && moved; round += 1) {
    moved = false;
    nodes.forEach((a, index) => {
      for (const b of nodes.slice(index + 1)) {
        const [upper, lower] = a.y < b.y ? [a, b] : [b, a], [left, right] = a.x < b.x ? [a, b] : [b, a];
        const wide = sizeOf(a) + sizeOf(b) - (right.x - left.x), high = below(upper) + above(lower) - (lower.y - upper.y);
        if (wide <= 0 || high <= 0) continue;
        moved = true;
        if (high <= wide) (upper.y -= high / 2 + 0.5), (lower.y += high / 2 + 0.5);
        else (left.x -= wide / 2 + 0.5), (right.x += wide / 2 + 0.5);
        for (const node of [a, b]) within(node);
      }
    });
  }
}

function within(node) {
  node.x = Math.min(WIDTH - sizeOf(node), Math.max(sizeOf(node), node.x));
  node.y = Math.min(HEIGHT - below(node), Math.max(above(node), node.y));
}

function shape(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function drawing(graph, words) {
  const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": words.graph });
  for (const { a, b, friction, cooperation } of graph.edges) {
    const far = Math.hypot(b.x - a.x, b.y - a.y) || 1, both = friction && cooperation ? 3 : 0;
    for (const [kind, number, side] of [["friction", friction, both], ["cooperation", cooperation, -both]]) {
      if (!number) continue;
      const x = ((a.y - b.y) / far) * side, y = ((b.x - a.x) / far) * side;
      const line = shape("line", {
        class: "bg-line-" + kind, x1: a.x + x, y1: a.y + y, x2: b.x + x, y2: b.y + y,
        "stroke-width": Math.min(6, 1 + number / 2), "data-ends": `${a.name}\n${b.name}`,
      });
      line.append(shape("title", {}, `${a.name} – ${b.name}: ${words[kind]} ${number}`));
      svg.append(line);
    }
  }
  for (const node of graph.nodes) {
    const link = node.href ? shape("a", { href: node.href }) : shape("g", {});
    link.append(shape("circle", { cx: node.x, cy: node.y, r: radius(node) }));
    link.append(shape("text", { x: node.x, y: node.y - radius(node) - 4, "text-anchor": "middle" }, node.name));
    const light = (on) => {
      svg.classList.toggle("bg-dim", on);
      for (const line of svg.querySelectorAll("line")) line.classList.toggle("bg-lit", on && line.dataset.ends.split("\n").includes(node.name));
    };
    for (const event of ["mouseenter", "focus"]) link.addEventListener(event, () => light(true));
    for (const event of ["mouseleave", "blur"]) link.addEventListener(event, () => light(false));
    svg.append(link);
  }
  return svg;
}

function start(place) {
  const table = [...document.querySelectorAll("article table")].pop();
  if (!table) return;
  const words = place.dataset;
  const rows = rowsOf(table);
  const years = [...new Set(rows.map((row) => row.year).filter((year) => year !== null))].sort();
  if (years.length === 0) return;
  const issues = [...new Set(rows.flatMap((row) => row.issues))].sort();
  const fields = {
    from: select(words.from, years.map((year) => [year, year])),
    to: select(words.to, years.map((year) => [year, year])),
    heading: select(words.show, [["", words.both], ["friction", words.friction], ["cooperation", words.cooperation]]),
    issue: select(words.issue, [["", words.all], ...issues.map((issue) => [issue, issue])]),
  };
  fields.to.field.value = years[years.length - 1];
  const form = document.createElement("div");
  form.className = "bg-filters";
  form.append(...Object.values(fields).map((field) => field.wrap));
  const canvas = document.createElement("div");
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const legend = document.createElement("p");
  legend.textContent = words.legend;
  let drawn = 0; // width of the page as it was drawn for
  const draw = () => {
    measure(place);
    drawn = place.clientWidth;
    const graph = graphOf(rows, {
      from: Number(fields.from.field.value), to: Number(fields.to.field.value),
      heading: fields.heading.field.value, issue: fields.issue.field.value,
    });
    layOut(graph);
    canvas.replaceChildren(drawing(graph, words));
    const most = graph.nodes.length < graph.every ? `, ${words.most.replace("{1}", graph.every)}` : "";
    status.textContent = `${words.parties}: ${graph.nodes.length}${most} · ${words.pairs}: ${graph.edges.length}`;
  };
  form.addEventListener("change", draw);
  addEventListener("resize", () => place.clientWidth !== drawn && draw());
  const fold = document.createElement("details"); // the table is long
  const head = document.createElement("summary");
  head.textContent = words.table;
  table.parentElement.insertBefore(fold, table);
  fold.append(head, table);
  place.append(form, canvas, legend, status);
  draw();
}

const place = document.getElementById("bg-network");
if (place) start(place);
