using System.Runtime.CompilerServices;
using Seg.Core;
using Seg.Server.Rpc;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Tests.Rpc;

/// <summary>The editor's side of the contract is made from ours.</summary>
public sealed class ProtocolTests
{
    private const string Renewal =
        "SEG_RENEW=1 dotnet run -c Release --project tests/Seg.Server.Tests -- -class '*ProtocolTests'";

    [Fact]
    public void The_committed_TypeScript_is_what_the_records_say()
    {
        var docs = new XmlDocs(typeof(Wire).Assembly, typeof(SegException).Assembly);
        string made = new TypeScriptContract(docs).Write(
            "Made from the records and handlers in server/Seg.Server/Rpc; do not edit. A test tells how to renew it.",
            typeof(Wire),
            typeof(ErrorData),
            Handlers.Types
        );
        if (Environment.GetEnvironmentVariable("SEG_RENEW") == "1")
            File.WriteAllText(Committed(), made);

        string committed = File.Exists(Committed()) ? File.ReadAllText(Committed()) : "";
        Assert.True(made == committed, $"extension/shared/protocol.ts is not up to date. Renew it: {Renewal}");
    }

    internal static string Committed([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(source, "../../../../extension/shared/protocol.ts"));
}
