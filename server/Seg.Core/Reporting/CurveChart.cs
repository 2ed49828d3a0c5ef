using System.Globalization;

namespace Seg.Core.Reporting;

/// <summary>A line of a chart.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Points">Epoch and value.</param>
internal sealed record Curve(string Name, IReadOnlyList<(int Epoch, double Value)> Points);

/// <summary>Curves over the epochs as SVG: distinguished by their dashes too, for those who print in gray.</summary>
internal static class CurveChart
{
    private const int Width = 460;
    private const int Height = 220;
    private const int Left = 48;
    private const int Bottom = 190;
    private const int Top = 14;
    private const int Right = 450;

    private static readonly (string Color, string Dash)[] Looks =
    [
        ("#1f5fa8", "none"),
        ("#c2500a", "6 3"),
        ("#2f7d32", "2 3"),
    ];

    /// <summary>Draws the curves; nothing where there are no points.</summary>
    /// <param name="title">What is on the vertical axis.</param>
    /// <param name="curves">At most three.</param>
    /// <param name="isShare">Whether the values lie between 0 and 1, which the axis then shows whole.</param>
    public static string Draw(string title, IReadOnlyList<Curve> curves, bool isShare)
    {
        curves = [.. curves.Where(curve => curve.Points.Count > 0)];
        (int Epoch, double Value)[] all = [.. curves.SelectMany(curve => curve.Points)];
        if (all.Length == 0)
            return "";
        (int first, int last) = (all.Min(point => point.Epoch), all.Max(point => point.Epoch));
        double top = isShare ? 1 : Math.Max(1e-6, all.Max(point => point.Value));
        string axes = string.Concat(Enumerable.Range(0, 5).Select(i => Line(top * i / 4, Y(top * i / 4))));
        string lines = string.Concat(curves.Select((curve, i) => Path(curve, Looks[i]) + Legend(curve.Name, i)));
        return $"""
            <figure class="chart"><svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{Html.Text(
                title
            )} by epoch">
            {axes}<text x="{Left}" y="{Bottom + 18}">{first}</text><text x="{Right}" y="{Bottom
                + 18}" text-anchor="end">epoch {last}</text>
            {lines}</svg><figcaption>{Html.Text(title)}</figcaption></figure>

            """;

        double X(int epoch) =>
            last == first ? (Left + Right) / 2.0 : Left + (Right - Left) * (epoch - first) / (double)(last - first);

        double Y(double value) => Bottom - (Bottom - Top) * Math.Min(1, value / top);

        string Path(Curve curve, (string Color, string Dash) look)
        {
            if (curve.Points is [var only])
                return $"<circle cx=\"{Text(X(only.Epoch))}\" cy=\"{Text(Y(only.Value))}\" r=\"3\" fill=\"{look.Color}\"/>\n";
            IEnumerable<string> points = curve.Points.Select(point => $"{Text(X(point.Epoch))},{Text(Y(point.Value))}");
            return $"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{look.Color}\" stroke-width=\"1.8\" stroke-dasharray=\"{look.Dash}\"/>\n";
        }
    }

    private static string Line(double value, double y) =>
        $"<line x1=\"{Left}\" x2=\"{Right}\" y1=\"{Text(y)}\" y2=\"{Text(y)}\"/><text x=\"{Left - 6}\" y=\"{Text(y + 4)}\" text-anchor=\"end\">{value.ToString("0.##", CultureInfo.InvariantCulture)}</text>\n";

    private static string Legend(string name, int place)
    {
        (string color, string dash) = Looks[place];
        int y = Top + 6 + 16 * place;
        return $"<line class=\"key\" x1=\"{Right - 150}\" x2=\"{Right - 122}\" y1=\"{y}\" y2=\"{y}\" style=\"stroke:{color}\" stroke-dasharray=\"{dash}\"/><text x=\"{Right - 116}\" y=\"{y + 4}\">{Html.Text(name)}</text>\n";
    }

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
