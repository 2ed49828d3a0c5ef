using System.Text.Json;
using static TorchSharp.torch;

namespace Seg.Core.Weights;

/// <summary>Where one tensor of a safetensors file lies, as the header says it.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Type">The type of its numbers.</param>
/// <param name="Shape">May be empty (one number) and hold zeros (none).</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte behind its last.</param>
internal sealed record SafetensorsEntry(string Name, ScalarType Type, long[] Shape, long Begin, long End)
{
    private static readonly (string Name, ScalarType Type, int Size)[] Types =
    [
        ("F64", ScalarType.Float64, 8),
        ("F32", ScalarType.Float32, 4),
        ("F16", ScalarType.Float16, 2),
        ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8),
        ("I32", ScalarType.Int32, 4),
        ("I16", ScalarType.Int16, 2),
        ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1),
        ("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>What the header says of a tensor that begins at a byte.</summary>
    public static SafetensorsEntry Of(string name, Tensor tensor, long begin) =>
        new(name, tensor.dtype, tensor.shape, begin, begin + tensor.numel() * Known(tensor.dtype).Size);

    /// <summary>Reads one member of the header.</summary>
    /// <param name="property">The name and what is said of it.</param>
    /// <param name="length">How many bytes of numbers the file has.</param>
    /// <exception cref="InvalidDataException">It is impossible; other exceptions tell that it is not of the right form.</exception>
    public static SafetensorsEntry Parse(JsonProperty property, long length)
    {
        string typeName = property.Value.GetProperty("dtype").GetString() ?? "";
        int known = Array.FindIndex(Types, t => t.Name == typeName);
        if (known < 0)
            throw new InvalidDataException($"tensor {property.Name} has the unknown type \"{typeName}\"");
        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
        long[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(d => d.GetInt64())];
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > length)
            throw new InvalidDataException($"tensor {property.Name} lies outside the file");
        if (offsets[1] - offsets[0] > int.MaxValue)
            throw new InvalidDataException($"tensor {property.Name} is larger than 2 GB");
        if (!IsSize(shape, Types[known].Size, offsets[1] - offsets[0]))
            throw new InvalidDataException($"tensor {property.Name} has another size than its shape says");
        return new SafetensorsEntry(property.Name, Types[known].Type, shape, offsets[0], offsets[1]);
    }

    /// <summary>What <see cref="Parse"/> reads, to be written as JSON.</summary>
    public object Json() =>
        new
        {
            dtype = Known(Type).Name,
            shape = Shape,
            data_offsets = new[] { Begin, End },
        };

    private static (string Name, ScalarType Type, int Size) Known(ScalarType type) => Types.First(t => t.Type == type);

    // A zero among the sizes must not hide others that torch cannot multiply.
    private static bool IsSize(long[] shape, int size, long bytes)
    {
        Int128 most = size;
        foreach (long d in shape)
        {
            most *= Math.Max(d, 1);
            if (d < 0 || most > long.MaxValue)
                return false;
        }
        return bytes == (shape.Contains(0) ? 0 : most);
    }
}
