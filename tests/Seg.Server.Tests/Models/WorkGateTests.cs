using System.Collections.Concurrent;
using Seg.Server.Models;

namespace Seg.Server.Tests.Models;

public sealed class WorkGateTests : IDisposable
{
    private readonly WorkGate gate = new();
    private readonly ConcurrentQueue<string> done = new();

    public void Dispose() => gate.Dispose();

    [Fact]
    public async Task What_is_short_goes_between_two_parts_of_what_is_long_and_before_other_long_work()
    {
        var begun = new TaskCompletionSource();
        using var goOn = new ManualResetEventSlim();
        Task first = Run(
            WorkLength.Long,
            pause =>
            {
                done.Enqueue("long, first part");
                begun.SetResult();
                goOn.Wait();
                pause();
                done.Enqueue("long, second part");
            }
        );
        await begun.Task;
        Task second = Run(WorkLength.Long, _ => done.Enqueue("other long"));
        Task brief = Run(WorkLength.Short, _ => done.Enqueue("short"));
        goOn.Set();
        await Task.WhenAll(first, second, brief);
        Assert.Equal(["long, first part", "short", "long, second part", "other long"], done);
    }

    [Fact]
    public async Task One_piece_of_work_runs_at_a_time()
    {
        int running = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Run(
                        i % 2 == 0 ? WorkLength.Short : WorkLength.Long,
                        pause =>
                        {
                            Assert.Equal(1, Interlocked.Increment(ref running));
                            Thread.Yield();
                            Interlocked.Decrement(ref running);
                            pause();
                            Assert.Equal(1, Interlocked.Increment(ref running));
                            Interlocked.Decrement(ref running);
                            done.Enqueue("");
                        }
                    )
                )
        );
        Assert.Equal(20, done.Count);
    }

    [Fact]
    public async Task Who_stops_waiting_and_who_fails_leaves_the_gate_open()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Run(WorkLength.Long, _ => throw new InvalidDataException())
        );
        using var stop = new CancellationTokenSource();
        using var goOn = new ManualResetEventSlim();
        Task first = Run(WorkLength.Short, _ => goOn.Wait());
        Task[] waiting = [Run(WorkLength.Short, _ => { }, stop.Token), Run(WorkLength.Long, _ => { }, stop.Token)];
        await stop.CancelAsync();
        foreach (Task one in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        goOn.Set();
        await first;
        await Run(WorkLength.Long, _ => done.Enqueue("long"));
        await Run(WorkLength.Short, _ => done.Enqueue("short"));
        Assert.Equal(["long", "short"], done);
    }

    private Task<bool> Run(WorkLength length, Action<Action> work, CancellationToken? stop = null) =>
        gate.Run(
            length,
            pause =>
            {
                work(pause);
                return true;
            },
            stop ?? TestContext.Current.CancellationToken
        );
}
