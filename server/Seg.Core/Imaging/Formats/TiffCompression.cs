namespace Seg.Core.Imaging.Formats;

/// <summary>How the pixels of a TIFF page are packed.</summary>
/// <param name="Code">As it stands in the file.</param>
internal readonly record struct TiffCompression(long Code)
{
    public const long None = 1;
    public const long FaxRle = 2;
    public const long FaxGroup3 = 3;
    public const long FaxGroup4 = 4;
    public const long Lzw = 5;
    public const long Jpeg = 7;
    public const long Deflate = 8;
    public const long OldDeflate = 32946;
    public const long PackBits = 32773;

    public static explicit operator TiffCompression(long code) => new(code);

    public bool IsUnderstood =>
        Code is None or FaxRle or FaxGroup3 or FaxGroup4 or Lzw or Jpeg or Deflate or OldDeflate or PackBits;

    public bool HasPredictor => Code is Lzw or Deflate or OldDeflate;

    public bool IsFax => Code is FaxRle or FaxGroup3 or FaxGroup4;

    /// <summary>As programs call it.</summary>
    public string Name =>
        Code switch
        {
            FaxRle or FaxGroup3 or FaxGroup4 => "CCITT fax",
            Jpeg => "JPEG",
            6 => "old-style JPEG",
            32766 => "NeXT",
            32809 => "ThunderScan",
            32908 or 32909 => "Pixar",
            34661 => "JBIG",
            34676 or 34677 => "SGI Log",
            34712 or 33003 or 33004 or 33005 => "JPEG 2000",
            34887 => "LERC",
            34892 => "lossy DNG JPEG",
            34925 => "LZMA",
            22610 or 34934 => "JPEG XR",
            50000 or 34926 => "Zstandard",
            50001 or 34927 => "WebP",
            50002 or 52546 => "JPEG XL",
            _ => $"number {Code}",
        };
}
