using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Seg.Core.Tests.Faults;

/// <summary>
/// A test that makes its own calls fail. It runs in a process of its own, this very program with one test, whose temporary
/// folders are those where calls fail; they lie in memory, so that a thousand runs take no time.
/// </summary>
internal sealed partial class UnderFaults
{
    private const string Root = "FAULTS_UNDER";
    private const string Control = "FAULTS_CONTROL";
    private const string Record = "FAULTS_RECORD";

    // What a disk says of a failed write, a full disk and a full quota.
    private static readonly Errno[] Errors = [Errno.EIO, Errno.ENOSPC, Errno.EDQUOT];

    private readonly FaultControl faults;

    private UnderFaults(FaultControl faults) => this.faults = faults;

    /// <summary>Runs the body with calls that can be made to fail.</summary>
    public static void Run(Action<UnderFaults> body)
    {
        if (Environment.GetEnvironmentVariable(Control) is not { } control)
        {
            RunAgain();
            return;
        }
        using var faults = new FaultControl(control);
        body(new UnderFaults(faults));
    }

    /// <summary>
    /// Does something again and again: each time another of its calls fails, from the first to the last, with each of the
    /// errors that disks give, until all is done without that any has failed.
    /// </summary>
    /// <param name="prepare">Makes what it is done to, anew each time, without faults.</param>
    /// <param name="act">Does it. What a user is told of is a <see cref="SegException"/>.</param>
    /// <param name="check">Looks at what it left: which call failed, and what was reported, if anything.</param>
    /// <param name="kind">What becomes of the calls after the one that fails.</param>
    /// <param name="isInTurn">Whether each call fails once, and the errors take turns: a third of the time.</param>
    /// <returns>How many calls there are.</returns>
    public int EachCall<T>(
        Func<T> prepare,
        Action<T> act,
        Action<T, string, SegException?> check,
        FaultKind kind = FaultKind.Alone,
        bool isInTurn = false
    )
    {
        var wrong = new List<string>();
        int at = 1;
        while ((isInTurn ? [Errors[at % Errors.Length]] : Errors).All(Fails))
            at++;
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {at - 1}:\n{string.Join('\n', wrong)}");
        return at - 1;

        bool Fails(Errno error)
        {
            T subject = prepare();
            SegException? failure = null;
            faults.Set(at, error, kind);
            try
            {
                act(subject);
            }
            catch (Exception e)
            {
                failure = e as SegException ?? Fault(e);
            }
            faults.Clear();
            string? call = faults.Fired;
            try
            {
                if (call is not null)
                    check(subject, call, failure);
                else if (failure is not null)
                    throw failure;
            }
            catch (Exception e)
            {
                wrong.Add($"call {at}, {call}, {error}, \"{failure?.Message}\": {e.GetType().Name}, {e.Message}");
            }
            return call is not null;
        }

        SegException? Fault(Exception e)
        {
            wrong.Add($"call {at}, {faults.Fired}: {e}");
            return null;
        }
    }

    /// <summary>Does something again and again: each time another of its writes is cut short, which is no error.</summary>
    public void EachWriteCutShort(Action act)
    {
        int cut = 0;
        for (int at = 1; at == 1 || faults.Seen >= at - 1; at++)
        {
            faults.Set(at, Errno.None);
            act();
            faults.Clear();
            cut += faults.Fired is null ? 0 : 1;
        }
        Assert.True(cut > 0, "nothing was written");
    }

    /// <summary>Does something to a folder, and says what would be on its disk if the machine went down meanwhile.</summary>
    public RecordedDisk Recorded(string folder, Action act)
    {
        string record = Environment.GetEnvironmentVariable(Record)!;
        File.WriteAllText(record, "");
        var disk = new RecordedDisk(folder);
        faults.IsRecording = true;
        act();
        faults.IsRecording = false;
        disk.Read(record);
        return disk;
    }

    private static void RunAgain()
    {
        string program = Environment.ProcessPath!;
        MethodInfo method = ((Xunit.v3.IXunitTestMethod)TestContext.Current.TestMethod!).Method;
        string memory = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        string root = Directory.CreateDirectory(Path.Combine(memory, $"seg-faults-{Guid.NewGuid():N}")).FullName;
        using var temp = new TempFolder();
        try
        {
            string control = temp["control"];
            new FaultControl(control).Dispose();
            var start = new ProcessStartInfo(program, ["-method", $"{method.DeclaringType!.FullName}.{method.Name}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach ((string name, string value) in FaultLibrary.Environment(root, control))
                start.Environment[name] = value;
            start.Environment["TMPDIR"] = root;
            start.Environment["OMP_NUM_THREADS"] = "1"; // small networks only wait for more
            start.Environment[Record] = temp["record"];
            using Process child = Process.Start(start)!;
            Task<string> errors = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = child.StandardOutput.ReadToEnd();
            child.WaitForExit();
            Assert.True(child.ExitCode == 0 && OneTest().IsMatch(output), output + errors.Result);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    // A name that finds no test is no error to xunit.
    [GeneratedRegex("Total: 1,.*Failed: 0,.*Skipped: 0,")]
    private static partial Regex OneTest();
}
