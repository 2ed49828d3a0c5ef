namespace Seg.Core.Networks.Layers;

/// <summary>
/// A network part that people see as one layer, however many modules it is made of. Nothing behind it changes its result
/// in place, so that a hook may keep it.
/// </summary>
internal interface ILayer;
