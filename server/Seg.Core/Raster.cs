using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seg.Core;

/// <summary>
/// An image in memory whose kind of value is the file's: rows from the top, pixels from the left, channels interleaved
/// (red, green, blue where there are three). A switch over <see cref="Raster{T}"/> finds its type.
/// </summary>
public abstract class Raster
{
    private protected Raster(int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        Width = width;
        Height = height;
        Channels = channels;
    }

    /// <summary>In pixels.</summary>
    public int Width { get; }

    /// <summary>In pixels.</summary>
    public int Height { get; }

    /// <summary>Values of a pixel, at least 1.</summary>
    public int Channels { get; }

    /// <summary>Values of a row: its pixels times the channels.</summary>
    public int Stride => Width * Channels;

    /// <summary>The type of a value, such as <c>typeof(ushort)</c>.</summary>
    public abstract Type ValueType { get; }

    /// <summary>The bytes of a value.</summary>
    internal abstract int ValueBytes { get; }

    /// <summary>Whether the other has as many columns and rows; the channels may differ.</summary>
    public bool HasSizeOf(Raster other) => Width == other.Width && Height == other.Height;

    /// <summary>A copy that shares nothing.</summary>
    public abstract Raster Clone();

    /// <summary>A copy of a part.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within the image.</exception>
    public abstract Raster Crop(int x, int y, int width, int height);

    /// <summary>A copy of one channel, from 0.</summary>
    public abstract Raster Channel(int channel);

    /// <summary>
    /// The values as 32-bit float: exact for whole numbers of up to 24 bits, else the nearest float. The same object if
    /// they are floats already.
    /// </summary>
    public abstract Raster<float> ToSingle();

    /// <summary>The values of a row as they lie in memory.</summary>
    internal abstract ReadOnlySpan<byte> RowBytes(int y);
}

/// <summary>An image of one kind of value: 8, 16 or 32-bit whole numbers with or without a sign, float or double.</summary>
/// <typeparam name="T">Any unmanaged type; a file gives byte, sbyte, ushort, short, uint, int, float or double.</typeparam>
public sealed class Raster<T> : Raster
    where T : unmanaged
{
    /// <summary>An image of zeros.</summary>
    public Raster(int width, int height, int channels = 1)
        : this(new T[checked(width * height * channels)], width, height, channels) { }

    /// <summary>An image over an array, which is not copied: row by row, channels interleaved.</summary>
    public Raster(T[] pixels, int width, int height, int channels = 1)
        : base(width, height, channels)
    {
        if (pixels.Length != (long)width * height * channels)
            throw new ArgumentException(
                $"{width} x {height} pixels of {channels} channels are not {pixels.Length} values.",
                nameof(pixels)
            );
        Pixels = pixels;
    }

    /// <summary>All values, row by row, channels interleaved.</summary>
    public T[] Pixels { get; }

    /// <inheritdoc/>
    public override Type ValueType => typeof(T);

    internal override int ValueBytes => Unsafe.SizeOf<T>();

    /// <summary>The first channel of a pixel.</summary>
    public ref T this[int y, int x] => ref this[y, x, 0];

    /// <summary>One channel of a pixel.</summary>
    public ref T this[int y, int x, int channel] => ref Row(y)[x * Channels + channel];

    /// <summary>The values of a row.</summary>
    public Span<T> Row(int y) => Pixels.AsSpan(y * Stride, Stride);

    /// <inheritdoc/>
    public override Raster<T> Clone() => new((T[])Pixels.Clone(), Width, Height, Channels);

    /// <inheritdoc/>
    public override Raster<T> Crop(int x, int y, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x + width, Width, nameof(width));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(y + height, Height, nameof(height));
        var part = new Raster<T>(width, height, Channels);
        for (int row = 0; row < height; row++)
            Row(y + row).Slice(x * Channels, part.Stride).CopyTo(part.Row(row));
        return part;
    }

    /// <inheritdoc/>
    public override Raster<T> Channel(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, Channels);
        var one = new Raster<T>(Width, Height);
        for (int to = 0, from = channel; to < one.Pixels.Length; to++, from += Channels)
            one.Pixels[to] = Pixels[from];
        return one;
    }

    /// <inheritdoc/>
    public override Raster<float> ToSingle() =>
        this switch
        {
            Raster<float> same => same,
            Raster<byte> raster => Converted(raster),
            Raster<sbyte> raster => Converted(raster),
            Raster<ushort> raster => Converted(raster),
            Raster<short> raster => Converted(raster),
            Raster<uint> raster => Converted(raster),
            Raster<int> raster => Converted(raster),
            Raster<double> raster => Converted(raster),
            _ => throw new NotSupportedException($"{typeof(T)} is no kind of value that an image file has."),
        };

    internal override ReadOnlySpan<byte> RowBytes(int y) => MemoryMarshal.AsBytes(Row(y));

    private static Raster<float> Converted<TFrom>(Raster<TFrom> raster)
        where TFrom : unmanaged, INumberBase<TFrom>
    {
        var result = new Raster<float>(raster.Width, raster.Height, raster.Channels);
        TensorPrimitives.ConvertTruncating<TFrom, float>(raster.Pixels, result.Pixels);
        return result;
    }
}
