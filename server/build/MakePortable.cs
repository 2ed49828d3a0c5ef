using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a 64-bit ELF library and lets the copy load where the original refuses to, although it uses nothing that is missing.
/// <para>
/// An older libstdc++ than it was built with, back to GCC 11's: a symbol bound to a newer version of libstdc++ becomes
/// unversioned, so that the loader takes the definition it has, and the requirement of that version becomes weak, so that
/// its absence is not an error (glibc, elf/dl-version.c). For libLibTorchSharp.so these are std::ios_base_library_init,
/// which only marks that iostreams are used and is never called, and condition_variable::wait, which GCC 12 only re-declared
/// noexcept.
/// </para>
/// Layouts: System V ABI, chapter "Dynamic Linking", and "Linux Standard Base Core", chapter "Symbol Versioning".
/// </summary>
public sealed class MakePortable : Task
{
    private const int OldestPatch = 29; // GLIBCXX_3.4.29 is GCC 11, the system compiler of RHEL 9
    private const int SectionDynsymVersions = 0x6fffffff;
    private const int SectionNeededVersions = 0x6ffffffe;

    [Required]
    public string Source { get; set; }

    [Required]
    public string Destination { get; set; }

    public override bool Execute()
    {
        byte[] elf = File.ReadAllBytes(Source);
        if (elf.Length < 64 || elf[0] != 0x7f || elf[1] != 'E' || elf[4] != 2 || elf[5] != 1)
        {
            Log.LogError("{0} is not a 64-bit little-endian ELF library.", Source);
            return false;
        }

        var relaxed = new HashSet<ushort>();
        foreach (var section in Sections(elf, SectionNeededVersions))
            RelaxNeeds(elf, section, relaxed);
        foreach (var section in Sections(elf, SectionDynsymVersions))
            UnversionSymbols(elf, section, relaxed);

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Destination)));
        File.Delete(Destination); // it may be a link into the package cache
        File.WriteAllBytes(Destination, elf);
        return true;
    }

    private static void RelaxNeeds(byte[] elf, Section needs, HashSet<ushort> relaxed)
    {
        long strings = Sections(elf, null)[needs.Link].Offset;
        long file = needs.Offset;
        while (true)
        {
            bool isLibstdcxx = Text(elf, strings + U32(elf, file + 4)) == "libstdc++.so.6";
            long version = file + U32(elf, file + 8);
            for (int left = U16(elf, file + 2); left > 0; left--)
            {
                if (isLibstdcxx && IsTooNew(Text(elf, strings + U32(elf, version + 8))))
                {
                    elf[version + 4] |= 2; // VER_FLG_WEAK
                    relaxed.Add(U16(elf, version + 6));
                }
                version += U32(elf, version + 12);
            }
            uint next = U32(elf, file + 12);
            if (next == 0)
                return;
            file += next;
        }
    }

    private static void UnversionSymbols(byte[] elf, Section symbols, HashSet<ushort> relaxed)
    {
        for (long entry = symbols.Offset; entry < symbols.Offset + symbols.Size; entry += 2)
        {
            if (!relaxed.Contains(U16(elf, entry)))
                continue;
            elf[entry] = 1; // VER_NDX_GLOBAL
            elf[entry + 1] = 0;
        }
    }

    private static bool IsTooNew(string version)
    {
        const string prefix = "GLIBCXX_3.4.";
        return version.StartsWith(prefix, StringComparison.Ordinal)
            && int.Parse(version.Substring(prefix.Length)) > OldestPatch;
    }

    private static List<Section> Sections(byte[] elf, int? type)
    {
        var found = new List<Section>();
        long table = (long)U64(elf, 0x28);
        int size = U16(elf, 0x3a);
        for (int i = 0; i < U16(elf, 0x3c); i++)
        {
            long header = table + (long)i * size;
            if (type == null || U32(elf, header + 4) == (uint)type)
                found.Add(new Section(elf, header));
        }
        return found;
    }

    private static ushort U16(byte[] elf, long at) => BitConverter.ToUInt16(elf, (int)at);

    private static uint U32(byte[] elf, long at) => BitConverter.ToUInt32(elf, (int)at);

    private static ulong U64(byte[] elf, long at) => BitConverter.ToUInt64(elf, (int)at);

    private static string Text(byte[] elf, long at)
    {
        int end = Array.IndexOf(elf, (byte)0, (int)at);
        return Encoding.ASCII.GetString(elf, (int)at, end - (int)at);
    }

    private sealed class Section
    {
        public Section(byte[] elf, long header)
        {
            Offset = (long)U64(elf, header + 0x18);
            Size = (long)U64(elf, header + 0x20);
            Link = (int)U32(elf, header + 0x28);
        }

        public long Offset { get; }
        public long Size { get; }
        public int Link { get; }
    }
}
