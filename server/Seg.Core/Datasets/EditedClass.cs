namespace Seg.Core.Datasets;

/// <summary>A class in an edited list; its place in the list is its new value in the masks.</summary>
/// <param name="Name">Unique within the dataset.</param>
/// <param name="Color">As <c>#rrggbb</c>.</param>
/// <param name="Previous">Its value until now; null: a new class.</param>
public sealed record EditedClass(string Name, string Color, int? Previous);
