using System.Runtime.InteropServices;

namespace Seg.Server.Commands;

/// <summary>
/// Turns the first Ctrl+C or SIGTERM into a cancelled token; a later one has its usual effect, for the impatient.
/// Within a second it is the same request: timeout(1), npm and batch queues signal the whole process group, and those
/// above us in it pass it on.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const int SameRequestMilliseconds = 1000;

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private long firstTick;

    public StopSignals() =>
        registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (!source.IsCancellationRequested)
            firstTick = Environment.TickCount64;
        context.Cancel = Environment.TickCount64 - firstTick < SameRequestMilliseconds;
        source.Cancel();
    }
}
