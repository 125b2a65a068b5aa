"use strict";

(() => {
  const rowsAtOnce = 200;
  const artifact = Model.load();
  const state = { node: artifact.root, metric: "bytes", query: "", rows: rowsAtOnce };
  const byId = (id) => document.getElementById(id);
  const map = new MapView(byId("map"), { open, tell });
  const everything = Model.all(artifact.root).slice(1);

  function make(tag, text, classes) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (classes) element.className = classes;
    return element;
  }

  function button(text, action) {
    const element = make("button", text);
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  }

  function header() {
    const root = artifact.root;
    const count = root.children.filter((node) => !node.info.own).length;
    byId("project").textContent = artifact.project;
    byId("subtitle").textContent = [artifact.archive, artifact.python && `Python ${artifact.python}`].filter(Boolean).join(" · ");
    const facts = [
      ["archive", Format.size(artifact.bytes)], ["unpacked", Format.size(root.unpacked)],
      ["packages", count.toLocaleString("en")], ["files", root.files.toLocaleString("en")],
    ];
    byId("facts").replaceChildren(...facts.map(([name, value]) => {
      const group = make("div");
      group.append(make("dt", name), make("dd", value));
      return group;
    }));
    budget();
  }

  function budget() {
    const { bytes, limit } = artifact;
    const whole = Math.max(bytes, limit);
    const bar = byId("bar");
    for (const node of artifact.root.children) {
      const width = (node.bytes / whole) * 100;
      if (width < 0.05) continue;
      const piece = make("i");
      paint(piece, node);
      piece.style.width = `${width}%`;
      piece.title = `${node.name} ${Format.size(node.bytes)}`;
      bar.append(piece);
    }
    const caption = byId("budget");
    caption.textContent = bytes <= limit
      ? `${Format.share(bytes, limit)} of the ${Format.size(limit)} an archive may have; ${Format.size(limit - bytes)} are left`
      : `${Format.size(bytes - limit)} over the ${Format.size(limit)} an archive may have`;
    caption.classList.toggle("over", bytes > limit);
    bar.setAttribute("aria-label", caption.textContent);
  }

  function paint(element, node) {
    element.style.setProperty("--hue", node.hue);
    if (node.isPlain) element.style.setProperty("--saturation", "6%");
    if (element.tagName === "I") element.style.background = "hsl(var(--hue) var(--saturation, 48%) var(--tile-full))";
  }

  function open(node, isByKey) {
    let target = node;
    // A tile deep inside opens the level below the present one, so that zooming out retraces the same steps.
    while (target.parent && target.parent !== state.node) target = target.parent;
    if (!target.parent) target = node;
    if (!target.children) return;
    go(target, isByKey);
  }

  function go(node, isByKey) {
    state.focusesMap = isByKey;
    const hash = Model.way(node).slice(1).map((step) => encodeURIComponent(step.name)).join("/");
    if (location.hash.slice(2) === hash) show(node);
    else location.hash = `/${hash}`;
  }

  function fromHash() {
    let names = [];
    try {
      names = location.hash.slice(2).split("/").filter(Boolean).map(decodeURIComponent);
    } catch {
      names = [];
    }
    return Model.find(artifact.root, names);
  }

  function show(node) {
    state.node = node;
    state.rows = rowsAtOnce;
    refresh();
    if (state.focusesMap) map.focus();
    state.focusesMap = false;
  }

  function refresh() {
    const found = matches();
    crumbs();
    table(found);
    map.draw(state.node, state.metric, found);
    tell(null);
  }

  /** The nodes a query finds: those themselves and all below as "inside", those on the way as "above". */
  function matches() {
    const query = state.query.trim().toLowerCase();
    if (!query) return null;
    const found = new Map();
    for (const node of everything) {
      const isFound = found.get(node.parent) === "inside" || node.name.toLowerCase().includes(query)
        || (query.includes("/") && Model.path(node).toLowerCase().includes(query));
      if (!isFound) continue;
      found.set(node, "inside");
      for (let step = node.parent; step && !found.has(step); step = step.parent) found.set(step, "above");
    }
    return found;
  }

  function crumbs() {
    const way = Model.way(state.node);
    const parts = way.flatMap((node, index) => {
      const isLast = index === way.length - 1;
      const name = index === 0 ? "everything" : node.name;
      const item = isLast ? make("span", name, "here") : button(name, () => go(node));
      if (isLast) item.setAttribute("aria-current", "location");
      return index === 0 ? [item] : [make("span", "/", "slash"), item];
    });
    byId("crumbs").replaceChildren(...parts);
  }

  /** What the line below the map says of a node; without one, of what is shown. */
  function tell(node) {
    byId("status").textContent = node ? description(node) : summary();
  }

  function description(node) {
    const sizes = `${Format.size(node.bytes)} in the archive (${Format.share(node.bytes, artifact.root.bytes)}), ${Format.size(node.unpacked)} unpacked`;
    const files = node.children ? `, ${Format.count(node.files, "file")}` : "";
    const why = node.info?.why ? `; ${node.info.why}` : "";
    return `${Model.path(node)}${node.info?.version ? ` ${node.info.version}` : ""}: ${sizes}${files}${why}`;
  }

  function summary() {
    if (!state.query.trim()) return state.node.parent ? description(state.node) : "Click on a tile to look inside; Escape leads back.";
    return byId("rows").dataset.summary ?? "";
  }

  function table(found) {
    const isPackages = !found && state.node === artifact.root;
    const base = found ? tops(found) : state.node.children;
    const list = [...base].sort((left, right) => right[state.metric] - left[state.metric]);
    const total = list.reduce((sum, node) => sum + node[state.metric], 0);
    const largest = list[0]?.[state.metric] ?? 0;
    const titles = [
      [isPackages ? "Package" : "Path", ""], ...(isPackages ? [["Why it is here", "why"]] : []), ["", "share"],
      ["In the archive", "number"], ["Unpacked", "number"], ["Share", "number"],
    ];
    byId("columns").replaceChildren(...titles.map(([title, classes]) => {
      const cell = make("th", title, classes);
      cell.scope = "col";
      return cell;
    }));
    const rows = byId("rows");
    rows.dataset.summary = found ? `${Format.count(list.length, "match").replace("matchs", "matches")}, ${Format.size(total)}` : "";
    rows.replaceChildren(...list.slice(0, state.rows).map((node) => row(node, isPackages, found, largest)));
    const more = byId("more");
    more.hidden = list.length <= state.rows;
    more.textContent = `Show more of ${list.length.toLocaleString("en")}`;
  }

  function row(node, isPackages, found, largest) {
    const line = make("tr");
    const name = make("td");
    const isOwn = node.info?.own;
    const path = found ? Model.path(node) : node.name;
    const text = node.children && !node.info ? `${path}/` : path;
    name.append(node.children?.length ? button(text, () => go(node)) : make("span", text));
    if (node.info?.version) name.append(make("em", node.info.version));
    if (found && !node.info) name.append(make("em", Model.way(node)[1].name));
    line.append(name);
    if (isPackages) line.append(make("td", isOwn ? "" : node.info.why, "why"));
    const share = make("td", undefined, "share");
    const bar = make("i");
    paint(bar, node);
    bar.style.width = `${largest > 0 ? (node[state.metric] / largest) * 100 : 0}%`;
    share.append(bar);
    line.append(
      share, make("td", Format.size(node.bytes), "number"), make("td", Format.size(node.unpacked), "number"),
      make("td", Format.share(node[state.metric], artifact.root[state.metric]), "number"),
    );
    return line;
  }

  /** The highest nodes a query found: what is below them needs no row of its own. */
  function tops(found) {
    return [...found].filter(([node, kind]) => kind === "inside" && found.get(node.parent) !== "inside").map(([node]) => node);
  }

  byId("search").addEventListener("input", (event) => {
    state.query = event.target.value;
    state.rows = rowsAtOnce;
    refresh();
  });
  byId("more").addEventListener("click", () => {
    state.rows *= 5;
    table(matches());
  });
  for (const input of document.querySelectorAll("input[name=metric]")) {
    input.addEventListener("change", () => {
      state.metric = input.value;
      Model.sort(artifact.root, state.metric);
      refresh();
    });
  }
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target === byId("search");
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      byId("search").focus();
    } else if (event.key === "Escape" && isTyping && state.query) {
      byId("search").value = state.query = "";
      refresh();
    } else if (event.key === "Escape" && state.node.parent) {
      go(state.node.parent, byId("map").contains(document.activeElement));
    }
  });
  window.addEventListener("hashchange", () => show(fromHash()));

  header();
  show(fromHash());
  map.followSize();
})();
