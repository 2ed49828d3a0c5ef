namespace Seg.Synthetic.Samples;

/// <summary>What the fields of one afternoon at the microscope share.</summary>
/// <param name="Light">The brightness of the empty background, of 255, in red.</param>
/// <param name="Focus">Where on the focus drive the middles of the cells are sharp, micrometres.</param>
/// <param name="Density">How strongly the cells refract: resting ones more than growing ones.</param>
internal sealed record Session(double Light, double Focus, double Density);

/// <summary>How full a field of view is.</summary>
/// <param name="Name">What names its pictures.</param>
/// <param name="Session">When it was taken.</param>
/// <param name="Colonies">How many groups of cells there are.</param>
/// <param name="Cells">How many grown cells the largest group has.</param>
/// <param name="HasDebris">Whether dirt lies between the cells.</param>
internal sealed record FieldPlan(string Name, Session Session, int Colonies, int Cells, bool HasDebris = false);
