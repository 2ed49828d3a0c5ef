using System.Runtime.Intrinsics;
using Seg.Core.Imaging;

namespace Seg.Core.Augmentation;

/// <summary>
/// Reads an image and its mask through a <see cref="CropMapping"/>: the image by cubic interpolation, mirrored at its
/// edges; the mask by its nearest pixel, <see cref="MaskFile.Ignore"/> outside. Where the mapping meets pixels exactly,
/// they are copied unchanged.
/// </summary>
internal static unsafe class Resampler
{
    /// <summary>Fills a square sample: <paramref name="pixels"/> H,W,C and <paramref name="labels"/> H,W.</summary>
    public static void Draw(
        Raster<float> image,
        Raster<byte> mask,
        CropMapping mapping,
        Span<float> pixels,
        Span<byte> labels
    )
    {
        int size = mapping.Size;
        int channels = image.Channels;
        double[] x = new double[size];
        double[] y = new double[size];
        fixed (float* data = image.Pixels)
        {
            var source = new Source(data, image.Stride, image.Width, image.Height);
            byte[] classes = mask.Pixels;
            for (int row = 0; row < size; row++)
            {
                mapping.Row(row, x, y);
                Span<float> to = pixels.Slice(row * size * channels, size * channels);
                if (channels == 1)
                    source.Gray(x, y, to);
                else
                    source.Color(x, y, to);
                Span<byte> toLabels = labels.Slice(row * size, size);
                for (int i = 0; i < size; i++)
                {
                    int column = (int)Math.Floor(x[i] + 0.5);
                    int line = (int)Math.Floor(y[i] + 0.5);
                    bool isInside = (uint)column < (uint)source.Width && (uint)line < (uint)source.Height;
                    toLabels[i] = isInside ? classes[line * mask.Width + column] : MaskFile.Ignore;
                }
            }
        }
    }

    private readonly struct Source(float* data, long step, int width, int height)
    {
        public int Width => width;
        public int Height => height;

        public void Gray(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<float> to)
        {
            for (int i = 0; i < x.Length; i++)
            {
                (int column, float shareX) = Split(x[i]);
                (int line, float shareY) = Split(y[i]);
                Vector128<float> sum = Vector128<float>.Zero;
                Vector128<float> down = Cubic.Weights(shareY);
                bool isInside = column >= 1 && column < width - 2 && line >= 1 && line < height - 2;
                for (int k = 0; k < 4; k++)
                    sum +=
                        down[k]
                        * (
                            isInside
                                ? Vector128.Load(data + (line - 1 + k) * step + column - 1)
                                : GrayAtEdge(column, line - 1 + k)
                        );
                to[i] = Vector128.Dot(sum, Cubic.Weights(shareX));
            }
        }

        public void Color(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<float> to)
        {
            for (int i = 0; i < x.Length; i++)
            {
                (int column, float shareX) = Split(x[i]);
                (int line, float shareY) = Split(y[i]);
                // Four floats are read for a pixel of three, so the last column of pixels counts as the edge.
                bool isInside = column >= 1 && column < width - 3 && line >= 1 && line < height - 2;
                Vector128<float> value =
                    isInside && shareX == 0 && shareY == 0 ? Vector128.Load(data + line * step + 3 * column)
                    : isInside ? ColorInside(column, line, Cubic.Weights(shareX), Cubic.Weights(shareY))
                    : ColorAtEdge(column, line, Cubic.Weights(shareX), Cubic.Weights(shareY));
                to[3 * i] = value[0];
                to[3 * i + 1] = value[1];
                to[3 * i + 2] = value[2];
            }
        }

        private Vector128<float> GrayAtEdge(int column, int line)
        {
            float* row = data + Mirror(line, height) * step;
            return Vector128.Create(
                row[Mirror(column - 1, width)],
                row[Mirror(column, width)],
                row[Mirror(column + 1, width)],
                row[Mirror(column + 2, width)]
            );
        }

        private Vector128<float> ColorInside(int column, int line, Vector128<float> across, Vector128<float> down)
        {
            Vector128<float> a = Vector128.Create(across[0]);
            Vector128<float> b = Vector128.Create(across[1]);
            Vector128<float> c = Vector128.Create(across[2]);
            Vector128<float> d = Vector128.Create(across[3]);
            Vector128<float> sum = Vector128<float>.Zero;
            float* row = data + (line - 1) * step + 3 * (column - 1);
            for (int k = 0; k < 4; k++, row += step)
            {
                Vector128<float> along =
                    a * Vector128.Load(row)
                    + b * Vector128.Load(row + 3)
                    + c * Vector128.Load(row + 6)
                    + d * Vector128.Load(row + 9);
                sum += down[k] * along;
            }
            return sum;
        }

        private Vector128<float> ColorAtEdge(int column, int line, Vector128<float> across, Vector128<float> down)
        {
            Vector128<float> sum = Vector128<float>.Zero;
            for (int k = 0; k < 4; k++)
            {
                float* row = data + Mirror(line - 1 + k, height) * step;
                for (int j = 0; j < 4; j++)
                {
                    float* pixel = row + 3 * Mirror(column - 1 + j, width);
                    sum += down[k] * across[j] * Vector128.Create(pixel[0], pixel[1], pixel[2], 0);
                }
            }
            return sum;
        }

        private static (int Whole, float Share) Split(double at)
        {
            double whole = Math.Floor(at);
            return ((int)whole, (float)(at - whole));
        }

        /// <summary>Mirrors an index about the first and the last pixel, which are not repeated.</summary>
        private static int Mirror(int at, int length)
        {
            if ((uint)at < (uint)length)
                return at;
            if (length == 1)
                return 0;
            int period = 2 * (length - 1);
            at = Math.Abs(at) % period;
            return at < length ? at : period - at;
        }
    }
}
