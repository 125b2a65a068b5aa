"use strict";

/** Draws a node as a treemap: its children, and theirs as deep as there is room. */
class MapView {
  /** Below this many square pixels a tile is part of "smaller". */
  static leastArea = 30;
  /** The most tiles; deeper levels are left out beyond it. */
  static mostTiles = 1600;

  constructor(element, { open, tell }) {
    this.element = element;
    this.open = open;
    this.tell = tell;
    element.addEventListener("click", (event) => {
      const node = this.nodeOf(event.target);
      if (node) this.open(node);
    });
    element.addEventListener("pointerover", (event) => this.tell(this.nodeOf(event.target)));
    element.addEventListener("pointerleave", () => this.tell(null));
    element.addEventListener("focusin", (event) => this.tell(this.nodeOf(event.target)));
    element.addEventListener("keydown", (event) => this.key(event));
  }

  nodeOf(target) {
    return this.nodes?.get(target.closest?.(".tile")) ?? null;
  }

  /** Draws again whenever the room changes, on paper too. */
  followSize() {
    new ResizeObserver(() => {
      const { clientWidth, clientHeight } = this.element;
      if (clientWidth === this.width && clientHeight === this.height) return;
      this.draw(this.node, this.metric, this.matches);
    }).observe(this.element);
    for (const type of ["beforeprint", "afterprint"]) {
      window.addEventListener(type, () => this.draw(this.node, this.metric, this.matches));
    }
  }

  /** Draws `node` by a metric; with `matches`, everything else is dimmed. */
  draw(node, metric, matches) {
    this.nodes = new Map();
    this.tiles = 0;
    this.node = node;
    this.width = this.element.clientWidth;
    this.height = this.element.clientHeight;
    this.metric = metric;
    this.matches = matches;
    this.whole = node[metric];
    const pieces = document.createDocumentFragment();
    // Breadth first, so that when there are too many tiles it is the deepest level that is missing.
    let level = [{ node, area: { x: 0, y: 0, w: this.width, h: this.height }, depth: 0 }];
    while (level.length > 0 && this.tiles < MapView.mostTiles) {
      level = level.flatMap((item) => this.divide(item, pieces));
    }
    this.element.replaceChildren(pieces);
    this.element.querySelector(".tile.top")?.setAttribute("tabindex", "0");
  }

  /** Adds the tiles of a node's children; returns those that have room for children of their own. */
  divide({ node, area, depth }, pieces) {
    const next = [];
    if (this.tiles >= MapView.mostTiles) return next;
    const { shown, rest } = this.visible(node, area);
    const weights = shown.map((child) => child[this.metric]);
    if (rest.weight > 0) weights.push(rest.weight);
    const areas = Treemap.squarify(weights, area);
    shown.forEach((child, index) => {
      const place = areas[index];
      pieces.append(this.tile(child, place, depth));
      if (!child.children?.length || place.w < 34 || place.h < 40) return;
      next.push({ node: child, depth: depth + 1, area: { x: place.x + 3, y: place.y + 21, w: place.w - 6, h: place.h - 24 } });
    });
    if (rest.weight > 0) pieces.append(this.rest(rest, areas[areas.length - 1]));
    return next;
  }

  /** The children large enough to be seen, and the sum of the others; children are sorted. */
  visible(node, area) {
    const whole = node[this.metric];
    const scale = whole > 0 ? (Math.max(area.w, 0) * Math.max(area.h, 0)) / whole : 0;
    let count = node.children.findIndex((child) => child[this.metric] * scale < MapView.leastArea);
    if (count < 0 || count === node.children.length - 1) count = node.children.length;
    const shown = node.children.slice(0, count).filter((child) => child[this.metric] > 0);
    const weight = node.children.slice(count).reduce((sum, child) => sum + child[this.metric], 0);
    return { shown, rest: { count: node.children.length - count, weight } };
  }

  tile(node, area, depth) {
    const element = this.place("tile", area);
    const isTop = depth === 0;
    if (isTop) element.classList.add("top");
    if (node.children) element.classList.add("folder");
    element.style.setProperty("--hue", node.hue);
    if (node.isPlain) element.style.setProperty("--saturation", "6%");
    if (this.matches) {
      const state = this.matches.get(node);
      if (state !== "inside" && state !== "above") element.classList.add("dim");
      if (state === "inside" && this.matches.get(node.parent) !== "inside") element.classList.add("found");
    }
    if (area.w > 44 && area.h > 18) {
      element.textContent = node.name;
      if (area.w > 110) {
        const size = document.createElement("small");
        size.textContent = Format.size(node[this.metric]);
        element.append(size);
      }
    } else {
      element.classList.add("small");
    }
    if (isTop) {
      element.setAttribute("role", "button");
      element.setAttribute("tabindex", "-1");
      element.setAttribute("aria-label", `${node.name}, ${Format.size(node[this.metric])}, ${Format.share(node[this.metric], this.whole)}`);
    } else {
      element.setAttribute("aria-hidden", "true");
    }
    this.nodes.set(element, node);
    return element;
  }

  rest({ count }, area) {
    const element = this.place("tile rest", area);
    const text = `${count.toLocaleString("en")} smaller`;
    if (area.w > 70 && area.h > 18) element.textContent = text;
    element.title = text;
    element.setAttribute("aria-hidden", "true");
    return element;
  }

  place(classes, { x, y, w, h }) {
    const element = document.createElement("div");
    element.className = classes;
    const [left, top] = [Math.round(x), Math.round(y)];
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
    element.style.width = `${Math.max(Math.round(x + w) - left, 1)}px`;
    element.style.height = `${Math.max(Math.round(y + h) - top, 1)}px`;
    this.tiles += 1;
    return element;
  }

  /** Arrow keys move to the nearest tile in that direction, Enter opens it. */
  key(event) {
    const current = event.target.closest(".tile.top");
    if (!current) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.open(this.nodes.get(current), true);
      return;
    }
    const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const direction = directions[event.key];
    if (!direction) return;
    event.preventDefault();
    const next = this.neighbour(current, direction);
    if (!next) return;
    current.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }

  neighbour(current, [dx, dy]) {
    const centre = (element) => [element.offsetLeft + element.offsetWidth / 2, element.offsetTop + element.offsetHeight / 2];
    const [x, y] = centre(current);
    let best = null;
    let least = Infinity;
    for (const tile of this.element.querySelectorAll(".tile.top")) {
      const [tx, ty] = centre(tile);
      const along = (tx - x) * dx + (ty - y) * dy;
      const across = Math.abs((tx - x) * dy) + Math.abs((ty - y) * dx);
      if (tile === current || along <= 0) continue;
      const distance = along + across * 2;
      if (distance < least) { least = distance; best = tile; }
    }
    return best;
  }

  focus() {
    this.element.querySelector(".tile.top")?.focus({ preventScroll: true });
  }
}
