import fs from "node:fs";

const versionsNeeded = 0x6ffffffe; // SHT_GNU_verneed
const weak = 2; // VER_FLG_WEAK

/**
 * The symbol versions that a 64-bit ELF library needs of another library, each { version, isWeak }.
 * Layout: "Linux Standard Base Core", chapter "Symbol Versioning".
 */
export function neededVersions(file, library) {
  const elf = fs.readFileSync(file);
  const sections = readSections(elf);
  const needs = sections.find((section) => section.type === versionsNeeded);
  const text = (offset) => {
    const start = sections[needs.link].offset + offset;
    return elf.toString("latin1", start, elf.indexOf(0, start));
  };
  const found = [];
  for (let entry = needs.offset, isLast = false; !isLast; entry += elf.readUInt32LE(entry + 12)) {
    isLast = elf.readUInt32LE(entry + 12) === 0;
    if (text(elf.readUInt32LE(entry + 4)) !== library) continue;
    let version = entry + elf.readUInt32LE(entry + 8);
    for (let left = elf.readUInt16LE(entry + 2); left > 0; left--) {
      found.push({
        version: text(elf.readUInt32LE(version + 8)),
        isWeak: (elf.readUInt16LE(version + 4) & weak) !== 0,
      });
      version += elf.readUInt32LE(version + 12);
    }
  }
  return found;
}

function readSections(elf) {
  const table = Number(elf.readBigUInt64LE(0x28));
  const size = elf.readUInt16LE(0x3a);
  return Array.from({ length: elf.readUInt16LE(0x3c) }, (_, index) => {
    const header = table + index * size;
    return {
      type: elf.readUInt32LE(header + 4),
      offset: Number(elf.readBigUInt64LE(header + 0x18)),
      link: elf.readUInt32LE(header + 0x28),
    };
  });
}
