"use strict";

/** Squarified treemaps (Bruls, Huizing, van Wijk 2000): rectangles close to squares, the largest first. */
const Treemap = {
  /**
   * Divides a rectangle among weights in descending order.
   * Returns a rectangle {x, y, w, h} for each weight, in the same order.
   */
  squarify(weights, area) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const result = [];
    if (!(total > 0) || area.w <= 0 || area.h <= 0) return weights.map(() => ({ x: area.x, y: area.y, w: 0, h: 0 }));
    const scale = (area.w * area.h) / total;
    let { x, y, w, h } = area;
    let start = 0;
    while (start < weights.length) {
      const side = Math.min(w, h);
      let sum = 0;
      let end = start;
      let worst = Infinity;
      while (end < weights.length) {
        const next = sum + weights[end] * scale;
        const ratio = Treemap.worstRatio(weights[start] * scale, weights[end] * scale, next, side);
        if (end > start && ratio > worst) break;
        worst = ratio;
        sum = next;
        end += 1;
      }
      const depth = side > 0 ? Math.min(sum / side, Math.max(w, h)) : 0;
      let offset = 0;
      for (let index = start; index < end; index += 1) {
        const length = depth > 0 ? (weights[index] * scale) / depth : 0;
        result.push(w >= h ? { x, y: y + offset, w: depth, h: length } : { x: x + offset, y, w: length, h: depth });
        offset += length;
      }
      if (w >= h) { x += depth; w -= depth; } else { y += depth; h -= depth; }
      start = end;
    }
    return result;
  },

  /** The worst ratio of sides in a row of the given largest, smallest and summed areas. */
  worstRatio(largest, smallest, sum, side) {
    if (!(sum > 0) || !(smallest > 0)) return Infinity;
    const square = side * side;
    return Math.max((square * largest) / (sum * sum), (sum * sum) / (square * smallest));
  },
};
