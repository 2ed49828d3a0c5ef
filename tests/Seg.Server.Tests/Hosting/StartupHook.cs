using System.Runtime.InteropServices;

/// <summary>
/// .NET runs this in a <c>seg</c> that is started with DOTNET_STARTUP_HOOKS: it prints to standard output as long as the
/// process lives, as a careless handler or a native library would.
/// </summary>
internal static class StartupHook
{
    public const string Printed = "printed by a stray line";

    public static void Initialize()
    {
        TextWriter first = Console.Out;
        var printer = new Thread(() =>
        {
            while (Console.Out == first)
                Thread.Sleep(1); // the writer is the last that is taken
            while (true)
            {
                Console.WriteLine(Printed);
                using (var raw = new StreamWriter(Console.OpenStandardOutput()))
                    raw.WriteLine(Printed);
                _ = Puts(Printed);
                Thread.Sleep(1);
            }
        })
        {
            IsBackground = true,
        };
        printer.Start();
    }

    [DllImport("libc", EntryPoint = "puts")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Puts([MarshalAs(UnmanagedType.LPUTF8Str)] string text);
}
