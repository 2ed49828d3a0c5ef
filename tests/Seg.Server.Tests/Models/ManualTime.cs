namespace Seg.Server.Tests.Models;

/// <summary>Time that passes when a test says so; for one timer.</summary>
internal sealed class ManualTime : TimeProvider
{
    private TimerCallback? callback;
    private TimeSpan left = Timeout.InfiniteTimeSpan;

    public void Pass(TimeSpan time)
    {
        if (left == Timeout.InfiniteTimeSpan)
            return;
        left -= time;
        if (left > TimeSpan.Zero)
            return;
        left = Timeout.InfiniteTimeSpan;
        callback!(null);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        this.callback = callback;
        left = dueTime;
        return new ManualTimer(this);
    }

    private sealed class ManualTimer(ManualTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.left = dueTime;
            return true;
        }

        public void Dispose() => time.left = Timeout.InfiniteTimeSpan;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
