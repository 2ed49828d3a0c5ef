namespace Seg.Core.Imaging.Formats;

/// <summary>
/// What a page says of itself, read and judged before its pixels: whatever is not understood is refused here by its
/// name, so that nothing is shown scrambled (TIFF 6.0; Adobe's supplements for predictors and Deflate).
/// </summary>
internal sealed class TiffLayout
{
    private const string Remedy = "Save it anew as an uncompressed TIFF, for example in Fiji: File → Save As → Tiff.";

    public TiffLayout(TiffHeader header, TiffDirectory directory)
    {
        IsLittleEndian = header.IsLittleEndian;
        Compression = (TiffCompression)directory.Number(259, 1);
        if (!Compression.IsUnderstood)
            throw Unsupported($"its compression, {Compression.Name}, is not understood");
        Samples = Small(directory.Number(277, 1), "samples a pixel");
        Bits = SameForAll(directory, 258, missing: 1, "samples of different bits");
        Format = Kind(SameForAll(directory, 339, missing: 1, "samples of different kinds"), Bits);
        IsPlanar = Samples > 1 && directory.Number(284, 1) == 2;
        Predictor = (int)directory.Number(317, 1);
        CheckPacking();
        Photometric = (TiffPhotometric)directory.Number(262, 1);
        Kept = KeptSamples(directory.Numbers(338));
        IsReversed = directory.Number(266, 1) == 2;
        Orientation = directory.Number(Formats.Orientation.Tag, 1);
        JpegTables = directory.Bytes(347);
        FaxOptions = directory.Number(Compression.Code == TiffCompression.FaxGroup3 ? 292 : 293, 0);

        IsTiled = directory.Has(324) || directory.Has(322);
        long width = directory.Number(256, 0);
        long height = directory.Number(257, 0);
        if (directory.Number(32997, 1) > 1)
            throw Unsupported("its pages hold a volume (ImageDepth), which is not understood");
        Parts = new TiffParts(
            directory.Numbers(IsTiled ? 324 : 273),
            directory.Numbers(IsTiled ? 325 : 279),
            header.Bytes.Length
        );
        ImageLimits.Check(width, height, (long)Samples * Bits, Parts.TotalLength);
        Width = (int)width;
        Height = (int)height;
        PartWidth = IsTiled ? Side(directory.Number(322, 0)) : Width;
        PartHeight = IsTiled
            ? Side(directory.Number(323, 0))
            : (int)Math.Clamp(directory.Number(278, Height), 0, Height);
        if (PartWidth == 0 || PartHeight == 0)
            throw new InvalidDataException("its header is damaged");
        Across = (Width - 1) / PartWidth + 1;
        Down = (Height - 1) / PartHeight + 1;
        CheckParts();
    }

    public bool IsLittleEndian { get; }

    public TiffCompression Compression { get; }

    /// <summary>Samples of a pixel, alpha counted.</summary>
    public int Samples { get; }

    /// <summary>Of a sample.</summary>
    public int Bits { get; }

    public TiffSample Format { get; }

    /// <summary>Each sample has a plane of its own; else the samples of a pixel stand together.</summary>
    public bool IsPlanar { get; }

    /// <summary>1 none, 2 differences, 3 differences of floating-point numbers.</summary>
    public int Predictor { get; }

    public TiffPhotometric Photometric { get; }

    /// <summary>The samples that are channels, ascending: all but alpha.</summary>
    public int[] Kept { get; }

    /// <summary>The first pixel is in the lowest bit of a byte.</summary>
    public bool IsReversed { get; }

    public long Orientation { get; }

    /// <summary>The tables that all parts share where they are JPEG; else empty.</summary>
    public byte[] JpegTables { get; }

    /// <summary>T4Options or T6Options.</summary>
    public long FaxOptions { get; }

    public bool IsTiled { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Of a tile, or of a strip, which has the width of the image.</summary>
    public int PartWidth { get; }

    public int PartHeight { get; }

    /// <summary>Parts beside each other.</summary>
    public int Across { get; }

    /// <summary>Parts below each other.</summary>
    public int Down { get; }

    public TiffParts Parts { get; private set; }

    /// <summary>Samples that stand together.</summary>
    public int SamplesInPart => IsPlanar ? 1 : Samples;

    /// <summary>The bytes of a row of a part; rows begin at whole bytes.</summary>
    public int RowBytes => checked((int)(((long)PartWidth * SamplesInPart * Bits + 7) / 8));

    /// <summary>Bytes of all pixels where they are stored uncompressed and without a gap, one strip behind the other; else 0.</summary>
    public long UnbrokenLength()
    {
        if (Compression.Code != TiffCompression.None || IsTiled || IsPlanar)
            return 0;
        for (int i = 1; i < Down; i++)
            if (Parts.Offsets[i] != Parts.Offsets[i - 1] + (long)RowBytes * PartHeight)
                return 0;
        return (long)RowBytes * Height;
    }

    /// <summary>The same page with its pixels elsewhere in the file.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public TiffLayout MovedBy(long bytes, long fileLength)
    {
        var moved = (TiffLayout)MemberwiseClone();
        moved.Parts = new TiffParts([.. Parts.Offsets.Select(offset => offset + bytes)], Parts.Lengths, fileLength);
        return moved;
    }

    /// <summary>A tile is stored whole; the last strip has the rows that are left.</summary>
    public int RowsOf(int down) => IsTiled ? PartHeight : Math.Min(PartHeight, Height - down * PartHeight);

    private static TiffSample Kind(long format, int bits) =>
        (format, bits) switch
        {
            (1 or 4, <= 8) => TiffSample.UInt8,
            (1 or 4, <= 16) => TiffSample.UInt16,
            (1 or 4, 32) => TiffSample.UInt32,
            (2, 8) => TiffSample.Int8,
            (2, 16) => TiffSample.Int16,
            (2, 32) => TiffSample.Int32,
            (3, 16) => TiffSample.Half,
            (3, 32) => TiffSample.Single,
            (3, 64) => TiffSample.Double,
            (5 or 6, _) => throw Unsupported("its values are complex numbers, which are not understood"),
            (3, _) => throw Unsupported($"floating-point numbers of {bits} bits are not understood"),
            _ => throw Unsupported($"whole numbers of {bits} bits are not understood"),
        };

    private static int SameForAll(TiffDirectory directory, int tag, long missing, string what)
    {
        long[] values = directory.Numbers(tag);
        if (values.Distinct().Count() > 1)
            throw Unsupported($"{what} are not understood");
        return Small(values is [long first, ..] ? first : missing, "bits a sample");
    }

    private static int Small(long value, string what) =>
        value is >= 1 and <= ushort.MaxValue
            ? (int)value
            : throw new InvalidDataException($"its header is damaged: it says {value} {what}");

    private static int Side(long value) =>
        value is >= 1 and <= 1 << 20 ? (int)value : throw new InvalidDataException("its header is damaged");

    private void CheckPacking()
    {
        bool isUnderstood = Predictor switch
        {
            1 => true,
            2 => Bits is 8 or 16 or 32 or 64 && Compression.HasPredictor,
            3 => Format is TiffSample.Half or TiffSample.Single or TiffSample.Double && Compression.HasPredictor,
            _ => false,
        };
        if (!isUnderstood)
            throw Unsupported($"its predictor {Predictor} with {Bits} bits is not understood");
        if (
            Compression.IsFax && (Bits, SamplesInPart) != (1, 1)
            || Compression.Code == TiffCompression.Jpeg && Bits != 8
        )
            throw Unsupported($"its compression, {Compression.Name}, of {Bits} bits is not understood");
    }

    private int[] KeptSamples(long[] extra)
    {
        int colors = Photometric switch
        {
            TiffPhotometric.WhiteIsZero or TiffPhotometric.BlackIsZero or TiffPhotometric.Palette => 1,
            TiffPhotometric.Rgb => 3,
            TiffPhotometric.YCbCr when Compression.Code == TiffCompression.Jpeg => 3,
            TiffPhotometric other => throw Unsupported($"its colours, {NameOf(other)}, are not understood"),
        };
        if (Samples < colors)
            throw new InvalidDataException("its header is damaged: it has fewer samples a pixel than colours");
        // Extra samples that the file does not explain are measurements like the others.
        return
        [
            .. Enumerable
                .Range(0, Samples)
                .Where(sample =>
                    sample < colors || extra.ElementAtOrDefault(sample - Samples + extra.Length) is not (1 or 2)
                ),
        ];
    }

    private static string NameOf(TiffPhotometric photometric) =>
        photometric switch
        {
            TiffPhotometric.Mask => "a transparency mask",
            TiffPhotometric.Cmyk => "CMYK for print",
            TiffPhotometric.YCbCr => "YCbCr",
            TiffPhotometric.CieLab or TiffPhotometric.IccLab or TiffPhotometric.ItuLab => "CIE L*a*b*",
            TiffPhotometric.ColorFilter => "a camera's colour filter pattern",
            _ => $"of kind {(long)photometric}",
        };

    private void CheckParts()
    {
        long count = (long)Across * Down * (IsPlanar ? Samples : 1);
        if (Parts.Count < count)
            throw new InvalidDataException("it holds fewer pixels than its header says");
        if ((long)RowBytes * PartHeight > Array.MaxLength && Compression.Code != TiffCompression.None)
            throw Unsupported("compressed parts of more than 2 GB are not understood");
        for (int i = 0; i < count; i++)
        {
            ImageLimits.CheckPart((long)RowBytes * PartHeight, Parts.Lengths[i]);
            if (Parts.Lengths[i] == 0)
                throw Unsupported("a part of its pixels is left out (a sparse TIFF), which is not understood");
            int down = i / Across % Down;
            if (Compression.Code == TiffCompression.None && Parts.Lengths[i] < (long)RowBytes * RowsOf(down))
                throw new InvalidDataException("it holds fewer pixels than its header says");
        }
    }

    private static UnsupportedImageException Unsupported(string feature) => new(feature, Remedy);
}

/// <summary>The kind of a stored sample.</summary>
internal enum TiffSample
{
    UInt8,
    UInt16,
    UInt32,
    Int8,
    Int16,
    Int32,
    Half,
    Single,
    Double,
}

/// <summary>What the samples of a pixel mean.</summary>
internal enum TiffPhotometric : long
{
    WhiteIsZero = 0,
    BlackIsZero = 1,
    Rgb = 2,
    Palette = 3,
    Mask = 4,
    Cmyk = 5,
    YCbCr = 6,
    CieLab = 8,
    IccLab = 9,
    ItuLab = 10,
    ColorFilter = 32803,
}
