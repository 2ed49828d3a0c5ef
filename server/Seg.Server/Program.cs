using Seg.Core.Tensors;
using Seg.Server.Commands;

ComputeDevice.ShareCores();
return SegCommand.Run(args);
