using System.Net;
using System.Net.Http.Headers;
using Seg.Core.Files;

namespace Seg.Core.Weights;

/// <summary>
/// Brings a file from a web server into a partial file, and goes on with one that was begun. Proxies are those of the
/// environment (<c>https_proxy</c>, <c>no_proxy</c>).
/// </summary>
/// <param name="address">Where it is.</param>
/// <param name="part">The partial file. Beside it is the server's mark of the version, without which it is begun anew.</param>
/// <param name="most">More bytes than this cannot be right.</param>
internal sealed class WeightDownload(Uri address, string part, long most)
{
    // As often in a row may a connection bring nothing new.
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static readonly HttpClient Client = new(
        new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly string mark = part + ".etag";
    private long reached;

    /// <summary>How long a server may send nothing.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <param name="progress">Gets the bytes so far and in all, 0 where the server does not say.</param>
    /// <param name="stop">Leaves the partial file for the next time.</param>
    /// <exception cref="SegException"><c>weights.wrong</c>: the server has something else; <c>file.write</c>.</exception>
    /// <exception cref="HttpRequestException">No answer, or a refusal.</exception>
    /// <exception cref="IOException">The connection broke, again and again.</exception>
    public async Task Run(Action<long, long>? progress, CancellationToken stop)
    {
        for (int failures = 0; ; await Task.Delay(Pause, stop))
        {
            long before = reached;
            Exception trouble;
            try
            {
                if (await Attempt(progress, stop))
                    return;
                trouble = new IOException("it does not send the part that was asked for");
            }
            catch (Exception e) when (IsPassing(e))
            {
                trouble = e;
            }
            failures = reached > before ? 0 : failures + 1;
            if (failures == Tries)
                throw new IOException(trouble.Message, trouble);
        }
    }

    private static bool IsPassing(Exception e) =>
        e is IOException || (e is HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError });

    /// <returns>False if the partial file was of no use and is gone.</returns>
    private async Task<bool> Attempt(Action<long, long>? progress, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            patience.CancelAfter(Patience);
            using HttpRequestMessage request = Request();
            using HttpResponseMessage answer = await Client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                patience.Token
            );
            if (!IsAsked(request, answer))
            {
                File.Delete(part);
                return false;
            }
            answer.EnsureSuccessStatusCode();
            await Receive(answer, progress, patience);
            return true;
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            throw new IOException($"it sent nothing for {Patience.TotalSeconds} seconds", e);
        }
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        long have = File.Exists(part) ? new FileInfo(part).Length : 0;
        if (
            have > 0
            && File.Exists(mark)
            && EntityTagHeaderValue.TryParse(File.ReadLines(mark).FirstOrDefault(), out var tag)
        )
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(tag);
        }
        return request;
    }

    private static bool IsAsked(HttpRequestMessage request, HttpResponseMessage answer) =>
        answer.StatusCode switch
        {
            HttpStatusCode.PartialContent => answer.Content.Headers.ContentRange?.From is { } from
                && from == request.Headers.Range?.Ranges.Single().From,
            HttpStatusCode.RequestedRangeNotSatisfiable => false,
            _ => true,
        };

    private async Task Receive(
        HttpResponseMessage answer,
        Action<long, long>? progress,
        CancellationTokenSource patience
    )
    {
        HttpContentHeaders headers = answer.Content.Headers;
        bool goesOn = answer.StatusCode == HttpStatusCode.PartialContent;
        long begin = goesOn ? headers.ContentRange!.From!.Value : 0;
        long total = (goesOn ? headers.ContentRange!.Length : headers.ContentLength) ?? 0;
        RequirePossible(total);
        Remember(answer.Headers.ETag);
        await using FileStream output = Open(begin);
        await using Stream input = await answer.Content.ReadAsStreamAsync(patience.Token);
        byte[] buffer = new byte[1 << 17];
        long have = begin;
        for (int count; (count = await input.ReadAsync(buffer, patience.Token)) > 0; )
        {
            have += count;
            RequirePossible(have);
            Write(output, buffer.AsSpan(0, count));
            reached = Math.Max(reached, have);
            progress?.Invoke(have, Math.Max(have, total));
            patience.CancelAfter(Patience);
        }
        if (total > 0 && have != total)
            throw new IOException($"it sent {have} of {total} bytes");
        Close(output);
        File.Delete(mark);
    }

    private void RequirePossible(long bytes)
    {
        if (bytes > most)
            throw new SegException(
                "weights.wrong",
                $"{address} sends {bytes} bytes or more, where these weights have less than {most}: it is another file, and not used. Check the address."
            );
    }

    // Only a strong mark says that the bytes are the same.
    private void Remember(EntityTagHeaderValue? tag)
    {
        if (tag is { IsWeak: false })
            AtomicFile.WriteText(mark, tag.ToString());
        else
            File.Delete(mark);
    }

    private FileStream Open(long begin)
    {
        try
        {
            var output = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write);
            output.SetLength(begin);
            output.Position = begin;
            return output;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.CannotWrite(part, e);
        }
    }

    private void Write(FileStream output, ReadOnlySpan<byte> bytes)
    {
        try
        {
            output.Write(bytes);
        }
        catch (IOException e)
        {
            throw AtomicFile.CannotWrite(part, e);
        }
    }

    private void Close(FileStream output)
    {
        try
        {
            DiskSync.Close(output);
        }
        catch (IOException e)
        {
            AtomicFile.TryDelete(part); // of which nobody knows what is on the disk
            throw AtomicFile.CannotWrite(part, e);
        }
    }
}
