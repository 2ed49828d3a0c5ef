namespace Seg.Synthetic.Pretraining.Drawing;

/// <summary>What there is to see on drawn microscopy; the numbers are the classes that a network learns to tell apart.</summary>
internal enum ObjectKind : byte
{
    Background,

    /// <summary>A cell, round or not, alone or in a crowd.</summary>
    Cell,

    /// <summary>A small cell that grows out of a larger one.</summary>
    Bud,

    /// <summary>A nucleus, in a cell or by itself.</summary>
    Nucleus,

    /// <summary>A rod-shaped bacterium.</summary>
    Rod,

    /// <summary>A long animal, thick in the middle.</summary>
    Worm,

    /// <summary>A branching tube that becomes thinner.</summary>
    Vessel,

    /// <summary>The wall between cells that fill a tissue.</summary>
    Membrane,

    /// <summary>A thin thread.</summary>
    Fibre,

    /// <summary>What nobody wants to measure.</summary>
    Debris,
}
