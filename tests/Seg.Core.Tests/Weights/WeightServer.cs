using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Seg.Core.Tests.Weights;

/// <summary>
/// A web server for one file that can be made to misbehave. It writes its answers itself, since a well-behaved server would
/// not let itself break off or lie about sizes.
/// </summary>
internal sealed class WeightServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    public WeightServer()
    {
        listener.Start();
        loop = Task.Run(Serve);
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>What it sends.</summary>
    public byte[] File { get; set; } = [];

    /// <summary>Every answer ends after so many bytes of the file.</summary>
    public int Breaks { get; set; } = int.MaxValue;

    /// <summary>It does not end its answers.</summary>
    public bool IsStuck { get; set; }

    /// <summary>What is added to the size that it announces; null: it announces none.</summary>
    public long? Lie { get; set; } = 0;

    /// <summary>Added to where a part begins.</summary>
    public int Shift { get; set; }

    /// <summary>The version; null: it cannot send parts.</summary>
    public string? Tag { get; set; } = "\"one\"";

    public string Status { get; set; } = "200 OK";

    /// <summary>Where each request wanted to begin.</summary>
    public ConcurrentQueue<long> Requests { get; } = new();

    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        loop.Wait();
        stop.Dispose();
    }

    private async Task Serve()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(stop.Token);
                await using NetworkStream stream = client.GetStream();
                await Answer(await Head(stream), stream);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException) { }
        }
    }

    private async Task Answer(string head, NetworkStream stream)
    {
        int begin = Tag is not null && head.Contains($"If-Range: {Tag}", StringComparison.Ordinal) ? Begin(head) : 0;
        Requests.Enqueue(begin);
        var answer = new StringBuilder(
            $"HTTP/1.1 {(begin > 0 ? "206 Partial Content" : Status)}\r\nConnection: close\r\n"
        );
        if (Tag is not null)
            answer.Append(CultureInfo.InvariantCulture, $"ETag: {Tag}\r\n");
        if (begin > 0)
            answer.Append(
                CultureInfo.InvariantCulture,
                $"Content-Range: bytes {begin + Shift}-{File.Length - 1}/{File.Length}\r\n"
            );
        if (Lie is { } lie)
            answer.Append(CultureInfo.InvariantCulture, $"Content-Length: {File.Length - begin + lie}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\n"));
        await stream.WriteAsync(File.AsMemory(begin, Math.Min(Breaks, File.Length - begin)));
        if (IsStuck)
            await stream.CopyToAsync(Stream.Null, stop.Token); // until the other end has had enough
    }

    private static int Begin(string head)
    {
        const string words = "Range: bytes=";
        int at = head.IndexOf(words, StringComparison.Ordinal) + words.Length;
        return int.Parse(head.AsSpan(at, head.IndexOf('-', at) - at), CultureInfo.InvariantCulture);
    }

    private static async Task<string> Head(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
            head.Append((char)one[0]);
        return head.ToString();
    }
}
