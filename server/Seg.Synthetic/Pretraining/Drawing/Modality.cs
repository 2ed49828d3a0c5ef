namespace Seg.Synthetic.Pretraining.Drawing;

/// <summary>Ways to make things visible.</summary>
internal enum Modality
{
    Fluorescence,
    BrightField,
    Phase,
    Stained,
    Electron,
}
