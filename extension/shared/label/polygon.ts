import type { Size } from "./rect";

/** Numbers that an edge takes in the list: upper end x and y, its extent x and y, direction, first line, end line. */
const fields = 7;

/**
 * Calls `span` for every run of pixels whose centres the polygon winds around, in reading order, cut off at the mask.
 * A centre on an edge belongs to the side right of it, so polygons that share an edge share no pixel.
 */
export function polygonSpans(points: Float32Array, mask: Size, span: (start: number, end: number) => void): void {
  const edges = crossedEdges(points, mask.height);
  const count = edges.length / fields;
  const active = new Int32Array(count);
  const crossings = new Int32Array(count);
  let activeCount = 0;
  let next = 0;
  for (let y = edges[5] ?? mask.height; y < mask.height; y++) {
    let kept = 0;
    for (let i = 0; i < activeCount; i++) {
      const edge = active[i] ?? 0;
      if ((edges[edge + 6] ?? 0) > y) active[kept++] = edge;
    }
    for (; next < count && edges[next * fields + 5] === y; next++) active[kept++] = next * fields;
    activeCount = kept;
    if (activeCount === 0 && next === count) return;

    // Nearly sorted already: lines differ little.
    for (let i = 0; i < activeCount; i++) {
      const edge = active[i] ?? 0;
      const crossing = firstPixelRightOf(edges, edge, y, mask.width);
      let place = i;
      for (; place > 0 && (crossings[place - 1] ?? 0) > crossing; place--) {
        crossings[place] = crossings[place - 1] ?? 0;
        active[place] = active[place - 1] ?? 0;
      }
      crossings[place] = crossing;
      active[place] = edge;
    }

    let winding = 0;
    let start = 0;
    for (let i = 0; i < activeCount; i++) {
      const crossing = crossings[i] ?? 0;
      if (winding === 0) start = crossing;
      winding += edges[(active[i] ?? 0) + 4] ?? 0;
      if (winding === 0 && start < crossing) span(y * mask.width + start, y * mask.width + crossing);
    }
  }
}

/** The edges that pass the centre of a line of the mask, by the first line that they pass. */
function crossedEdges(points: Float32Array, height: number): Float64Array {
  const edges = new Float64Array((points.length >> 1) * fields);
  const end = points.length - (points.length % 2);
  let length = 0;
  for (let i = 0; i < end; i += 2) {
    const following = i + 2 < end ? i + 2 : 0;
    const isDown = (points[following + 1] ?? 0) > (points[i + 1] ?? 0);
    const upper = isDown ? i : following;
    const lower = isDown ? following : i;
    const x = points[upper] ?? 0;
    const y = points[upper + 1] ?? 0;
    const dx = (points[lower] ?? 0) - x;
    const dy = (points[lower + 1] ?? 0) - y;
    const firstLine = Math.max(0, Math.ceil(y - 0.5));
    const endLine = Math.min(height, Math.ceil(y + dy - 0.5));
    if (!(firstLine < endLine)) continue;
    edges.set([x, y, dx, dy, isDown ? 1 : -1, firstLine, endLine], length);
    length += fields;
  }
  return sortedByFirstLine(edges.subarray(0, length));
}

function sortedByFirstLine(edges: Float64Array): Float64Array {
  const count = edges.length / fields;
  // Line and place in one number each, because numbers are sorted much faster than objects.
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) keys[i] = (edges[i * fields + 5] ?? 0) * count + i;
  keys.sort();
  const sorted = new Float64Array(edges.length);
  keys.forEach((key, i) => {
    const from = (key % count) * fields;
    sorted.set(edges.subarray(from, from + fields), i * fields);
  });
  return sorted;
}

/** The first column whose centre is on the edge or right of it; the mask's width if there is none. */
function firstPixelRightOf(edges: Float64Array, edge: number, y: number, width: number): number {
  const dx = edges[edge + 2] ?? 0;
  const dy = edges[edge + 3] ?? 0;
  const x = (edges[edge] ?? 0) + ((y + 0.5 - (edges[edge + 1] ?? 0)) * dx) / dy;
  return Math.min(width, Math.max(0, Math.ceil(x - 0.5)));
}
