/** A picture file with which a browser shows the pixels as they are stored, and how the file asks to be turned. */
export interface StoredFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** As EXIF numbers it, 1 to 8; 1: not at all. */
  readonly orientation: number;
}

/**
 * Takes out of a JPEG or BMP file what has browsers change its pixels: the wish to be turned, which no option of theirs
 * switches off, and alpha, which leaves other colours where it is low. What is in a PNG is only reported, as it is read
 * otherwise.
 */
export function asStored(file: Uint8Array): StoredFile {
  const bytes = Uint8Array.from(file);
  const view = new DataView(bytes.buffer);
  let orientation = 1;
  for (const [start, end] of exifBlocks(view)) {
    const place = orientationPlace(new DataView(bytes.buffer, start, end - start));
    if (place === null) continue;
    const asked = view.getUint16(start + place.at, place.isLittleEndian);
    if (orientation === 1 && asked >= 1 && asked <= 8) orientation = asked;
    view.setUint16(start + place.at, 1, place.isLittleEndian);
  }
  leaveOutAlpha(view);
  return { bytes, orientation };
}

type Block = readonly [start: number, end: number];

/** Where there is EXIF: a small TIFF file in a file. */
function exifBlocks(view: DataView): readonly Block[] {
  if (view.byteLength > 4 && view.getUint16(0) === 0xffd8) return jpegBlocks(view);
  if (view.byteLength > 8 && view.getUint32(0) === 0x89504e47) return pngBlocks(view);
  return [];
}

/** The segments before the pixels of a JPEG file that begin with "Exif". */
function jpegBlocks(view: DataView): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 2; at + 4 <= view.byteLength && view.getUint8(at) === 0xff;) {
    const kind = view.getUint8(at + 1);
    const end = at + 2 + view.getUint16(at + 2);
    if (kind === 0xda || end > view.byteLength) break;
    if (kind === 0xe1 && end - at > 10 && view.getUint32(at + 4) === 0x45786966) blocks.push([at + 10, end]);
    at = end;
  }
  return blocks;
}

function pngBlocks(view: DataView): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 8; at + 12 <= view.byteLength;) {
    const end = at + 8 + view.getUint32(at);
    if (end > view.byteLength) break;
    if (view.getUint32(at + 4) === 0x65584966) blocks.push([at + 8, end]);
    at = end + 4;
  }
  return blocks;
}

/** Where a TIFF's first directory has the orientation's value; null: it says none. */
function orientationPlace(tiff: DataView): { readonly at: number; readonly isLittleEndian: boolean } | null {
  if (tiff.byteLength < 10) return null;
  const isLittleEndian = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, isLittleEndian);
  if (tiff.getUint16(2, isLittleEndian) !== 42 || directory + 2 > tiff.byteLength) return null;
  const count = tiff.getUint16(directory, isLittleEndian);
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > tiff.byteLength) return null;
    // As a 16-bit number, alone: others no browser takes for an orientation.
    const isShort = tiff.getUint16(entry + 2, isLittleEndian) === 3 && tiff.getUint32(entry + 4, isLittleEndian) === 1;
    if (tiff.getUint16(entry, isLittleEndian) === 0x0112 && isShort) return { at: entry + 8, isLittleEndian };
  }
  return null;
}

/** Says of a BMP that no bits of its pixels are alpha. */
function leaveOutAlpha(view: DataView): void {
  if (view.byteLength < 70 || view.getUint16(0) !== 0x424d) return;
  const hasAlphaMask = view.getUint32(14, true) >= 56;
  if (hasAlphaMask) view.setUint32(66, 0, true);
}
