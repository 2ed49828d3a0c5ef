using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a 64-bit ELF library without its demand for the libraries of a Linux desktop (GTK and what belongs to it).
/// libOpenCvSharpExtern.so names them for the windows of OpenCV's highgui, which Seg never opens, and a server or a GPU
/// box has none. All references to them are functions bound on first call, so nothing is missed.
/// The entries are overwritten with DT_DEBUG, which the loader ignores in a library.
/// Layout: System V ABI, chapter "Dynamic Linking".
/// </summary>
public sealed class DropDesktopLibraries : Task
{
    private const int SectionDynamic = 6;
    private const long TagNeeded = 1;
    private const long TagDebug = 21;

    private static readonly string[] Desktop =
    {
        "libgtk",
        "libgdk",
        "libpango",
        "libatk",
        "libcairo",
        "libgio",
        "libgobject",
        "libglib",
        "libdrm",
        "libX11",
        "libfreetype",
        "libharfbuzz",
        "libatomic", // names nothing from it at all
    };

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

        long sections = BitConverter.ToInt64(elf, 0x28);
        int size = BitConverter.ToUInt16(elf, 0x3a);
        for (int i = 0; i < BitConverter.ToUInt16(elf, 0x3c); i++)
        {
            long header = sections + (long)i * size;
            if (BitConverter.ToInt32(elf, (int)header + 4) == SectionDynamic)
                Drop(elf, header, Offset(elf, sections + size * BitConverter.ToInt32(elf, (int)header + 0x28)));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Destination)));
        File.Delete(Destination); // it may be a link into the package cache
        File.WriteAllBytes(Destination, elf);
        return true;
    }

    private static void Drop(byte[] elf, long dynamic, long strings)
    {
        long end = Offset(elf, dynamic) + BitConverter.ToInt64(elf, (int)dynamic + 0x20);
        for (long entry = Offset(elf, dynamic); entry < end; entry += 16)
        {
            if (BitConverter.ToInt64(elf, (int)entry) != TagNeeded)
                continue;
            string library = Text(elf, strings + BitConverter.ToInt64(elf, (int)entry + 8));
            if (Array.Exists(Desktop, name => library.StartsWith(name, StringComparison.Ordinal)))
                BitConverter.GetBytes(TagDebug).CopyTo(elf, entry);
        }
    }

    private static long Offset(byte[] elf, long header) => BitConverter.ToInt64(elf, (int)header + 0x18);

    private static string Text(byte[] elf, long at)
    {
        int end = Array.IndexOf(elf, (byte)0, (int)at);
        return Encoding.ASCII.GetString(elf, (int)at, end - (int)at);
    }
}
