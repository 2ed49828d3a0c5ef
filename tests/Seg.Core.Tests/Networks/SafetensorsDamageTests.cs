using System.Buffers.Binary;
using System.Text;
using FsCheck.Xunit;
using Seg.Core.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

/// <summary>A file that is not what it says is refused with one kind of error, before it can cost memory.</summary>
public sealed class SafetensorsDamageTests : IDisposable
{
    private const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    private readonly TempFolder folder = new();

    private string Path => folder["damaged.safetensors"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_file_that_the_others_are_made_from_is_whole() => Assert.True(IsRead(Made(Good, 8)));

    [Theory]
    // Places: a hole, an overlap, the same bytes twice, beyond the end, backwards, too few numbers, bytes left over.
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"""
    )]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"""
    )]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("{}")]
    // Sizes: huge, negative, two negative ones, overflowing, huge beside a zero, no whole number.
    [InlineData("""{"a":{"dtype":"F32","shape":[1099511627776],"data_offsets":[0,4398046511104]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4,2],"data_offsets":[0,8]}}""")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[0,4611686018427387904,4611686018427387904],"data_offsets":[8,8]}}"""
    )]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}""")]
    // Types: of another size, unknown, missing, of the wrong form.
    [InlineData("""{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":null,"shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":4,"shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""")]
    [InlineData("""{"a":[2]}""")]
    // JSON: the same name twice, metadata that are not text, none at all, unpaired surrogates.
    [InlineData(
        """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"""
    )]
    [InlineData("""{"__metadata__":{"x":"1","x":"2"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"__metadata__":{"x":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"__metadata__":7,"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("[]")]
    [InlineData("12")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    public void A_header_that_lies_is_refused(string header) => AssertRefused(Made(header, 8));

    [Fact]
    public void A_deep_header_is_refused() =>
        AssertRefused(Made(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000), 8));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(63)]
    [InlineData(99_000_000)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_length_of_the_header_that_lies_is_refused(long length)
    {
        byte[] file = Made(Good, 8);
        BinaryPrimitives.WriteInt64LittleEndian(file, length);
        AssertRefused(file);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] file = Made(Good, 8);
        for (int length = 0; length < file.Length; length++)
            AssertRefused(file[..length]);
        AssertRefused([.. file, 0]);
    }

    [Fact]
    public void What_is_no_file_is_refused()
    {
        Assert.Equal("weights.file", Assert.Throws<SegException>(() => Safetensors.Read(folder["none"])).Code);
        Assert.Equal("weights.file", Assert.Throws<SegException>(() => Safetensors.Read(folder.FullPath)).Code);
        Assert.Equal("weights.file", Assert.Throws<SegException>(() => Safetensors.ReadMetadata("/dev/zero")).Code);
    }

    [Property(MaxTest = 300)]
    public void Random_bytes_are_refused(byte[] bytes) => AssertRefused(bytes);

    [Property(MaxTest = 300)]
    public void A_random_header_is_refused(byte[] header) =>
        AssertRefused([.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[8]]);

    [Property(MaxTest = 500)]
    public void A_changed_byte_is_refused_or_changes_what_is_read(ushort place, byte value)
    {
        byte[] file = Made(Good, 8);
        file[place % file.Length] = value;
        IsRead(file);
    }

    private static byte[] Made(string header, int numbers)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)json.Length), .. json, .. new byte[numbers]];
    }

    private void AssertRefused(byte[] file) => Assert.False(IsRead(file));

    /// <summary>Whether the file is read; fails where that ends in another way than with the tensors or the one error.</summary>
    private bool IsRead(byte[] file)
    {
        using (FileStream stream = File.Create(Path)) // not flushed to the disk, which thousands of files would wait for
            stream.Write(file);
        long live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            foreach (Tensor tensor in Safetensors.Read(Path).Tensors.Values)
                tensor.Dispose();
            return true;
        }
        catch (SegException e)
        {
            Assert.Equal("weights.file", e.Code);
            Assert.Contains(Path, e.Message);
            return false;
        }
        finally
        {
            Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 100_000 + 20L * file.Length);
        }
    }
}
