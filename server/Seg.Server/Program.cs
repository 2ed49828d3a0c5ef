using Seg.Server.Commands;

return SegCommand.Run(args);
