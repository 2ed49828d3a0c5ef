using BitMiracle.LibJpeg.Classic;

namespace Seg.Core.Imaging.Formats;

/// <summary>
/// The planes of a JPEG file before colours are made of them, decoded by LibJpeg.NET with the integer transform that
/// libjpeg uses. Its own enlarging of colours is another than libjpeg's, which <see cref="JpegColors"/> does.
/// </summary>
internal sealed class JpegFile
{
    private JpegFile(jpeg_decompress_struct decoder, bool hasAdobeMarker)
    {
        Width = decoder.Image_width;
        Height = decoder.Image_height;
        Colors = decoder.Jpeg_color_space;
        HasAdobeMarker = hasAdobeMarker;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>What the planes are.</summary>
    public J_COLOR_SPACE Colors { get; }

    /// <summary>Adobe's programs store CMYK inverted.</summary>
    public bool HasAdobeMarker { get; }

    public IReadOnlyList<JpegPlane> Planes { get; private set; } = [];

    public static bool Fits(ReadOnlySpan<byte> bytes) => bytes.StartsWith<byte>([0xff, 0xd8, 0xff]);

    /// <param name="bytes">The whole file.</param>
    /// <param name="colors">What the planes are, where another file says so; else the file's own markers decide.</param>
    /// <exception cref="InvalidDataException">The file ends early, is damaged or of a kind that is not understood.</exception>
    public static JpegFile Decode(byte[] bytes, J_COLOR_SPACE colors = J_COLOR_SPACE.JCS_UNKNOWN)
    {
        var decoder = new jpeg_decompress_struct(new JpegErrors());
        decoder.jpeg_stdio_src(new MemoryStream(bytes));
        decoder.jpeg_read_header(require_image: true);
        ImageLimits.Check(decoder.Image_width, decoder.Image_height, 8 * decoder.Num_components, bytes.Length);
        if (colors != J_COLOR_SPACE.JCS_UNKNOWN)
            decoder.Jpeg_color_space = colors;
        decoder.Out_color_space = decoder.Jpeg_color_space;
        decoder.Raw_data_out = true;
        decoder.Do_fancy_upsampling = false;
        decoder.Do_block_smoothing = false;
        decoder.Dct_method = J_DCT_METHOD.JDCT_ISLOW;
        decoder.jpeg_start_decompress();
        var file = new JpegFile(decoder, JpegSegments.HasAdobe(bytes));
        jpeg_component_info[] components = decoder.Comp_info[..decoder.Num_components];
        int horizontal = components.Max(component => component.H_samp_factor);
        int vertical = components.Max(component => component.V_samp_factor);
        JpegPlane[] planes = [.. components.Select(Plane)];
        file.Planes = planes;
        ReadRows(decoder, planes, 8 * vertical);
        decoder.jpeg_finish_decompress();
        return file;

        JpegPlane Plane(jpeg_component_info component) =>
            new(
                decoder.Image_width,
                decoder.Image_height,
                component.H_samp_factor,
                component.V_samp_factor,
                horizontal,
                vertical
            );
    }

    private static void ReadRows(jpeg_decompress_struct decoder, JpegPlane[] planes, int lines)
    {
        for (int block = 0; decoder.Output_scanline < decoder.Output_height; block++)
        {
            byte[][][] rows = [.. planes.Select(plane => plane.BlockRows(block))];
            if (decoder.jpeg_read_raw_data(rows, lines) == 0)
                throw new InvalidDataException("it ends too early");
        }
    }
}

/// <summary>
/// One component of a JPEG image; colours often have fewer samples than brightness. A row may hold more samples than
/// count, since whole blocks are stored.
/// </summary>
internal sealed class JpegPlane
{
    private const int BlockSide = 8;

    private readonly byte[][] rows;
    private readonly int vertical;

    public JpegPlane(int imageWidth, int imageHeight, int horizontal, int vertical, int maxHorizontal, int maxVertical)
    {
        this.vertical = vertical;
        Width = Share(imageWidth, horizontal, maxHorizontal);
        Height = Share(imageHeight, vertical, maxVertical);
        ScaleX = (double)maxHorizontal / horizontal;
        ScaleY = (double)maxVertical / vertical;
        // A row of blocks that are interleaved holds as many blocks of each component as its factor says.
        int width = Share(imageWidth, 1, BlockSide * maxHorizontal) * BlockSide * horizontal;
        int height = Share(imageHeight, 1, BlockSide * maxVertical) * BlockSide * vertical;
        rows = new byte[height][];
        for (int y = 0; y < height; y++)
            rows[y] = new byte[width];
    }

    /// <summary>The samples that count.</summary>
    public int Width { get; }

    /// <summary>The rows that count.</summary>
    public int Height { get; }

    /// <summary>Pixels of the image to a sample, from left to right.</summary>
    public double ScaleX { get; }

    /// <summary>Pixels of the image to a sample, from top to bottom.</summary>
    public double ScaleY { get; }

    /// <summary>A row; the edge goes on beyond the first and the last one.</summary>
    public ReadOnlySpan<byte> Row(int y) => rows[Math.Clamp(y, 0, Height - 1)].AsSpan(0, Width);

    /// <summary>The rows that a row of blocks is decoded into.</summary>
    public byte[][] BlockRows(int block) => rows[(block * BlockSide * vertical)..((block + 1) * BlockSide * vertical)];

    private static int Share(int length, int part, int whole) => (int)(((long)length * part + whole - 1) / whole);
}

/// <summary>
/// LibJpeg.NET goes on after damage, as libjpeg does, and leaves the rest of the picture gray; here that is an error.
/// </summary>
internal sealed class JpegErrors : jpeg_error_mgr
{
    public override void error_exit() => throw Explained(format_message());

    public override void emit_message(int msg_level)
    {
        // Below 0 are warnings; those of other words concern markers without a bearing on pixels.
        if (
            msg_level < 0
            && format_message() is { } text
            && (IsDamage(text) || text.StartsWith("Premature end", StringComparison.Ordinal))
        )
            throw Explained(text);
    }

    private static bool IsDamage(string text) =>
        text.StartsWith("Corrupt JPEG data", StringComparison.Ordinal)
        && !text.Contains("extraneous bytes", StringComparison.Ordinal);

    private static Exception Explained(string text) =>
        text switch
        {
            _ when text.StartsWith("Premature end", StringComparison.Ordinal) => new InvalidDataException(
                "it ends too early"
            ),
            _ when text.StartsWith("Unsupported JPEG data precision", StringComparison.Ordinal) => Unsupported(
                "a JPEG of more than 8 bits is not understood"
            ),
            _ when text.StartsWith("Unsupported JPEG process", StringComparison.Ordinal) => Unsupported(
                "its kind of JPEG (lossless or hierarchical) is not understood"
            ),
            _ => new InvalidDataException($"it is a damaged JPEG file: {text}"),
        };

    private static UnsupportedImageException Unsupported(string feature) =>
        new(feature, "Save it as PNG or TIFF, for example in Fiji.");
}
