/** A JPEG of 16 x 8 pixels, 32 in the left half and 224 in the right one. */
const plain = Buffer.from(
  [
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMU",
    "FRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU",
    "FBQUFBQUFBT/wAARCAAIABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAkK/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/E",
    "ABQBAQAAAAAAAAAAAAAAAAAAAAD/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCf7QAAP//Z",
  ].join(""),
  "base64",
);

/** The same with EXIF that asks a viewer to turn it, as cameras write it. */
export function turnedJpeg(orientation: number, byteOrder: "II" | "MM" = "MM"): Uint8Array {
  const isLittle = byteOrder === "II";
  const short = (value: number) => (isLittle ? [value & 255, value >> 8] : [value >> 8, value & 255]);
  const long = (value: number) => (isLittle ? [value, 0, 0, 0] : [0, 0, 0, value]);
  const tiff = [
    ...Buffer.from(byteOrder),
    ...[...short(42), ...long(8), ...short(2)],
    ...[...short(1), ...short(3), ...long(1), ...short(7), 0, 0], // another entry, before it
    ...short(0x0112),
    ...[...short(3), ...long(1), ...short(orientation), 0, 0],
    ...long(0),
  ];
  const segment = [0xff, 0xe1, 0, tiff.length + 8, ...Buffer.from("Exif"), 0, 0, ...tiff];
  return Uint8Array.from([...plain.subarray(0, 2), ...segment, ...plain.subarray(2)]);
}
