using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Seg.Server.Tests.Rpc;

/// <summary>The real <c>seg serve</c>, and frames written and read by hand.</summary>
public sealed class RpcProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> answers = new();
    private readonly Task reading;
    private readonly Task<string> errors;
    private int last;

    public RpcProcess()
        : this(null) { }

    /// <param name="folder">Where it is started; null: where the tests are.</param>
    /// <param name="environment">What it gets beside ours.</param>
    internal RpcProcess(string? folder, params (string Name, string Value)[] environment)
    {
        process = SegProcess.StartIn(folder, ["serve"], environment);
        reading = Task.Run(ReadAll);
        errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => process.Id;

    /// <summary>All notifications so far, in the order in which they came.</summary>
    public ConcurrentQueue<JsonElement> Notifications { get; } = new();

    /// <summary>The progress that a request has reported so far, by its token.</summary>
    public (int Done, int Total)[] Progress(int token) =>
        [
            .. from notification in Notifications
            where notification.GetProperty("method").GetString() == "$/progress"
            let given = notification.GetProperty("params")
            where given.GetProperty("token").GetInt32() == token
            let value = given.GetProperty("value")
            select (value.GetProperty("done").GetInt32(), value.GetProperty("total").GetInt32()),
        ];

    /// <summary>What the server has written to standard error; once it has ended.</summary>
    public Task<string> Errors => errors;

    /// <summary>Asks and waits for the whole answer, a result or an error.</summary>
    public Task<JsonElement> Ask(string method, object parameters) => Begin(method, parameters).Answer;

    public async Task<JsonElement> Result(string method, object parameters)
    {
        JsonElement answer = await Ask(method, parameters);
        return answer.TryGetProperty("result", out JsonElement result)
            ? result
            : throw new InvalidOperationException(answer.ToString());
    }

    public async Task<JsonElement> Error(string method, object parameters) =>
        (await Ask(method, parameters)).GetProperty("error");

    public (int Number, Task<JsonElement> Answer) Begin(string method, object parameters)
    {
        int number = Interlocked.Increment(ref last);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        answers[number] = answer;
        Write(
            JsonSerializer.Serialize(
                new
                {
                    jsonrpc = "2.0",
                    id = number,
                    method,
                    @params = parameters,
                }
            )
        );
        return (number, answer.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    public void Cancel(int number) =>
        Write($$$"""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{{{number}}}}}""");

    public void Kill() => process.Kill();

    /// <summary>Closes its standard input and returns its exit code.</summary>
    public async Task<int> Close()
    {
        EndInput();
        return await End();
    }

    public void EndInput() => process.StandardInput.Close();

    /// <summary>Waits for its end and returns its exit code.</summary>
    public async Task<int> End()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        await reading;
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await reading;
        process.Dispose();
    }

    private void Write(string json)
    {
        Stream input = process.StandardInput.BaseStream;
        byte[] body = Encoding.UTF8.GetBytes(json);
        lock (answers)
        {
            input.Write(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"));
            input.Write(body);
            input.Flush();
        }
    }

    private void ReadAll()
    {
        Stream output = process.StandardOutput.BaseStream;
        while (ReadLength(output) is { } length)
        {
            byte[] body = new byte[length];
            output.ReadExactly(body);
            JsonElement answer = JsonDocument.Parse(body).RootElement;
            if (answer.TryGetProperty("id", out JsonElement id))
                answers[id.GetInt32()].SetResult(answer);
            else
                Notifications.Enqueue(answer);
        }
        foreach (TaskCompletionSource<JsonElement> answer in answers.Values)
            answer.TrySetException(new IOException("The server has ended."));
    }

    /// <summary>Reads the lines of a header up to the empty one.</summary>
    private static int? ReadLength(Stream output)
    {
        const string name = "Content-Length: ";
        int? length = null;
        while (ReadLine(output) is { } line)
        {
            if (line.Length == 0)
                return length;
            Assert.StartsWith(name, line); // and nothing else is ever on standard output
            length = int.Parse(line[name.Length..], CultureInfo.InvariantCulture);
        }
        return null;
    }

    private static string? ReadLine(Stream output)
    {
        var line = new StringBuilder();
        for (int read = output.ReadByte(); read >= 0; read = output.ReadByte())
        {
            if (read == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)read);
        }
        return null;
    }
}
