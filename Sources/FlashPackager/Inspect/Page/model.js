"use strict";

/**
 * The artifact as a tree: packages and the project's own files below the root, directories and files below them.
 * In the data a file is [name, bytes, unpacked] and a directory [name, [children]].
 */
const Model = {
  load() {
    const data = JSON.parse(document.getElementById("artifact").textContent);
    const root = { name: data.project, parent: null, children: [], depth: 0 };
    data.packages.forEach((item) => {
      const node = Model.grow([item.name, item.tree], root);
      node.info = item;
      root.children.push(node);
    });
    Model.sum(root);
    Model.sort(root, "bytes");
    root.children.forEach((node, rank) => Model.colour(node, rank));
    return { ...data, root };
  },

  /** Builds the nodes below a parent; a stack instead of recursion, since archives decide how deep this goes. */
  grow(source, parent) {
    const top = { name: source[0], parent, depth: parent.depth + 1, children: [] };
    const stack = [[top, source[1]]];
    while (stack.length > 0) {
      const [node, list] = stack.pop();
      for (const item of list) {
        const child = { name: item[0], parent: node, depth: node.depth + 1, children: null };
        if (Array.isArray(item[1])) {
          child.children = [];
          stack.push([child, item[1]]);
        } else {
          child.bytes = item[1];
          child.unpacked = item[2];
          child.files = 1;
        }
        node.children.push(child);
      }
    }
    return top;
  },

  /** All nodes, parents before their children. */
  all(root) {
    const nodes = [root];
    for (let index = 0; index < nodes.length; index += 1) {
      for (const child of nodes[index].children ?? []) nodes.push(child);
    }
    return nodes;
  },

  sum(root) {
    for (const node of Model.all(root).reverse()) {
      if (!node.children) continue;
      node.bytes = node.unpacked = node.files = 0;
      for (const child of node.children) {
        node.bytes += child.bytes;
        node.unpacked += child.unpacked;
        node.files += child.files;
      }
    }
  },

  sort(root, metric) {
    for (const node of Model.all(root)) {
      node.children?.sort((left, right) => right[metric] - left[metric] || (left.name < right.name ? -1 : 1));
    }
  },

  /** The largest packages get hues far from each other; the project's own files are grey. */
  colour(node, rank) {
    const isProject = !node.info.version && node.info.own;
    for (const item of Model.all(node)) {
      item.hue = Math.round((215 + rank * 137.508) % 360);
      item.isPlain = Boolean(isProject);
    }
  },

  /** The nodes from the root to a node. */
  way(node) {
    const way = [];
    for (let step = node; step; step = step.parent) way.unshift(step);
    return way;
  },

  /** The path of a node in the archive, or the name of a package. */
  path(node) {
    const names = node.depth <= 1 ? [node.name] : Model.way(node).slice(2).map((step) => step.name);
    return Format.name(names.join("/"));
  },

  /** Finds a node by the names on the way to it; the last one that exists. */
  find(root, names) {
    let node = root;
    for (const name of names) {
      const next = node.children?.find((child) => child.name === name);
      if (!next) break;
      node = next;
    }
    return node.children ? node : node.parent;
  },
};

/** Text for people. */
const Format = {
  size(bytes) {
    const units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let unit = 0;
    while (bytes >= 1024 && unit < units.length - 1) { bytes /= 1024; unit += 1; }
    return unit === 0 ? `${bytes} B` : `${bytes.toFixed(1)} ${units[unit]}`;
  },

  /** A name whose control characters and changes of direction are shown by their numbers. */
  name(text) {
    return text.replace(
      /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
      (character) => `\\u{${character.codePointAt(0).toString(16)}}`,
    );
  },

  share(part, whole) {
    if (!(whole > 0)) return "0 %";
    const percent = (part / whole) * 100;
    return percent > 0 && percent < 0.1 ? "< 0.1 %" : `${percent.toFixed(percent < 10 ? 1 : 0)} %`;
  },

  count(number, noun) {
    return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
  },
};
