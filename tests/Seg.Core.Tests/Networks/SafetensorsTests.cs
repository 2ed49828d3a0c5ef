using System.Text;
using FsCheck.Xunit;
using Seg.Core.Files;
using Seg.Core.Weights;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

public sealed class SafetensorsTests : IDisposable
{
    // The header's length, the header filled up to a multiple of eight, then 1.5f, -2f and 7.
    private static readonly byte[] Small =
    [
        .. (byte[])[136, 0, 0, 0, 0, 0, 0, 0],
        .. Encoding.ASCII.GetBytes(
            """{"__metadata__":{"a":"b"},"x":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"y":{"dtype":"U8","shape":[],"data_offsets":[8,9]}}    """
        ),
        .. (byte[])[0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0, 7],
    ];

    // By Python's hashlib: of the last nine bytes, and of those before with zeros in place of the second.
    private const string OfNumbers = "e91472cf0e19f5b7a3638cae9804f0f409dbd941bf27102b88a6936a82890248";
    private const string OfHeader = "ef90d5d6e5c8be6f8bde9c159729c8236ac6945d76554c7d04f69b428662482e";

    private readonly TempFolder folder = new();

    private string File => folder["tensors.safetensors"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_small_file_is_read()
    {
        using var scope = NewDisposeScope();
        AtomicFile.WriteBytes(File, Small);
        (Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata) = Safetensors.Read(File);
        Assert.Equal(["x", "y"], tensors.Keys);
        Assert.Equal(ScalarType.Float32, tensors["x"].dtype);
        Assert.Equal([2, 1], tensors["x"].shape);
        Assert.Equal([1.5f, -2f], tensors["x"].data<float>().ToArray());
        Assert.Equal([], tensors["y"].shape);
        Assert.Equal(7, tensors["y"].item<byte>());
        Assert.Equal(new Dictionary<string, string> { ["a"] = "b" }, metadata);
        Assert.Equal(metadata, Safetensors.ReadMetadata(File));
    }

    [Fact]
    public void A_small_file_is_written()
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            ["x"] = tensor([1.5f, -2f]).reshape(2, 1),
            ["y"] = tensor((byte)7),
        };
        Safetensors.Write(File, tensors, new Dictionary<string, string> { ["a"] = "b" });
        Assert.Equal(
            (byte[])
                [
                    .. BitConverter.GetBytes(304L),
                    .. Small[8..32],
                    .. Encoding.ASCII.GetBytes(
                        $",\"sha256OfNumbers\":\"{OfNumbers}\",\"sha256OfHeader\":\"{OfHeader}\""
                    ),
                    .. Small[32..^13],
                    .. Encoding.ASCII.GetBytes("   "),
                    .. Small[^9..],
                ],
            System.IO.File.ReadAllBytes(File)
        );
        Assert.Equal(DigestState.Right, WeightDigest.Check(File));
        Assert.Equal(OfNumbers, WeightDigest.Of(File));
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Bool)]
    public void Every_type_comes_back(ScalarType type)
    {
        using var scope = NewDisposeScope();
        Tensor numbers = tensor([0, 1, 2, 3, 100, 127]).reshape(2, 3).to(type);
        Tensor read = RoundTrip(numbers);
        Assert.Equal(type, read.dtype);
        Assert.True(numbers.Equals(read));
    }

    [Property(MaxTest = 40)]
    public void Every_shape_and_order_in_memory_comes_back(byte[] sizes, bool isReversed)
    {
        using var scope = NewDisposeScope();
        long[] shape = [.. sizes.Take(5).Select(size => (long)size % 4)];
        Tensor numbers = randn(shape, generator: new Generator(1)).requires_grad_(true);
        Tensor stored = isReversed ? numbers.permute([.. shape.Select((_, i) => shape.Length - 1L - i)]) : numbers;
        Tensor read = RoundTrip(stored);
        Assert.Equal(stored.shape, read.shape);
        Assert.True(stored.Equals(read));
    }

    [Fact]
    public void Names_may_be_any_text()
    {
        using var scope = NewDisposeScope();
        string[] names = ["", "a.b", "größe \"x\"\n", "細胞", "__metadata"];
        Safetensors.Write(File, names.ToDictionary(name => name, _ => ones(1)));
        Assert.Equal(names, Safetensors.Read(File).Tensors.Keys);
        Assert.Equal(["sha256OfNumbers", "sha256OfHeader"], Safetensors.ReadMetadata(File).Keys);
    }

    [Fact]
    public void A_changed_bit_anywhere_is_found()
    {
        using var scope = NewDisposeScope();
        var metadata = new Dictionary<string, string> { ["a"] = "b" };
        Safetensors.Write(File, new Dictionary<string, Tensor> { ["x"] = tensor([1.5f, -2f]) }, metadata);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        for (int place = 0; place < whole.Length; place++)
        {
            byte[] changed = [.. whole];
            changed[place] ^= 1;
            using (FileStream stream = System.IO.File.Create(File)) // not flushed to the disk, as there are many
                stream.Write(changed);
            Assert.False(IsRight(), $"byte {place}");
        }

        bool IsRight()
        {
            try
            {
                return WeightDigest.Check(File) == DigestState.Right;
            }
            catch (SegException e) when (e.Code == "weights.file")
            {
                return false;
            }
        }
    }

    [Fact]
    public void A_file_of_another_program_has_no_digest_and_is_still_told_from_others()
    {
        AtomicFile.WriteBytes(File, Small);
        Assert.Equal(DigestState.Missing, WeightDigest.Check(File));
        Assert.Equal(OfNumbers, WeightDigest.Of(File));
    }

    private Tensor RoundTrip(Tensor tensor)
    {
        Safetensors.Write(File, new Dictionary<string, Tensor> { ["before"] = ones(3), ["it"] = tensor });
        return Safetensors.Read(File).Tensors["it"];
    }
}
