using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Seg.Core;
using Seg.Core.Files;
using Spectre.Console;

namespace Seg.Server.Output;

/// <summary>
/// The one way for a verb to print. It knows whether a person watches (bars and frames), a log is kept (plain lines)
/// or a script reads (<c>--json</c>: one JSON document on standard output, progress on standard error).
/// </summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isInteractive, bool isJson)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Terminal Of(bool isJson) =>
        new(
            Console.Out,
            Console.Error,
            !isJson && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
            isJson
        );

    /// <summary>A sentence for people; scripts do not get it.</summary>
    public void Line(string text = "")
    {
        if (!isJson)
            output.WriteLine(Printable.Of(text));
    }

    /// <summary>The result for scripts, with camelCase names; people do not get it.</summary>
    public void Json<T>(T result)
    {
        if (isJson)
            output.WriteLine(JsonSerializer.Serialize(result, Format));
    }

    /// <summary>What the user can act on: scripts get it as the library has it, with the fields that it is about.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="text">For people.</param>
    public void Error(SegException exception, string text)
    {
        if (isJson)
            Json(
                new
                {
                    Error = new
                    {
                        exception.Code,
                        exception.Message,
                        exception.Fields,
                    },
                }
            );
        else
            error.WriteLine("error: " + Printable.Of(text));
    }

    /// <summary>What went wrong otherwise, in one sentence.</summary>
    public void Error(string code, string message)
    {
        if (isJson)
            Json(new { Error = new { Code = code, Message = message } });
        else
            error.WriteLine("error: " + Printable.Of(message));
    }

    /// <summary>What the user should know although the work went on, on standard error; scripts find it in the result.</summary>
    public void Warning(string message) => error.WriteLine("warning: " + Printable.Of(message));

    /// <summary>What only a report of a fault needs, on standard error.</summary>
    public void Details(string text)
    {
        foreach (string line in text.Split('\n'))
            error.WriteLine(Printable.Of(line));
    }

    /// <summary>A table for people; every row has a cell for every column.</summary>
    public void Table(IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        columns = [.. columns.Select(column => column with { Name = Printable.Of(column.Name) })];
        rows = [.. rows.Select(row => row.Select(Printable.Of).ToArray())];
        if (isInteractive)
            Framed(columns, rows);
        else
            foreach (string line in PlainTable.Lines(columns, rows))
                Line(line);
    }

    /// <summary>Does long work that shows how far it is; print nothing else meanwhile.</summary>
    public T Progress<T>(Func<IProgressView, T> work) =>
        isInteractive
            ? BarsView.Show(AnsiConsole.Console, work)
            : work(new LinesView(isJson ? error : output, TimeProvider.System));

    private static void Framed(IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        Table table = new Table().RoundedBorder();
        foreach (Column column in columns)
            table.AddColumn(Markup.Escape(column.Name), c => c.Alignment = column.IsNumber ? Justify.Right : null);
        foreach (IReadOnlyList<string> row in rows)
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        AnsiConsole.Write(table);
    }
}
