using Seg.Core.Networks;
using Seg.Server.Commands;

ComputeDevice.ShareCores();
return SegCommand.Run(args);
