namespace Seg.Benchmarks;

/// <summary>One row of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Seg">Seg's figure with its unit.</param>
/// <param name="Against">What it is compared with, and that figure; empty where the aim is a plain number.</param>
/// <param name="Ratio">Seg's figure over the other; null where there is none.</param>
/// <param name="Aim">The aim in words.</param>
/// <param name="IsMet">Whether it is reached; null where it could not be compared.</param>
internal sealed record Result(string What, string Seg, string Against, double? Ratio, string Aim, bool? IsMet)
{
    /// <summary>A row whose aim is a least ratio.</summary>
    public static Result AtLeast(double aim, string what, string seg, string against, double? ratio) =>
        new(
            what,
            seg,
            against,
            ratio,
            FormattableString.Invariant($"≥ {aim:0.00} ×"),
            ratio is null ? null : ratio >= aim
        );

    /// <summary>A row whose aim is to stay below a number of megabytes.</summary>
    public static Result Below(double megabytes, string what, double used) =>
        new(
            what,
            FormattableString.Invariant($"{used:0} MB"),
            "",
            null,
            FormattableString.Invariant($"< {megabytes:0} MB"),
            used < megabytes
        );
}
