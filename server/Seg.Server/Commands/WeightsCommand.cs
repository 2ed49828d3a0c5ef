using System.CommandLine;

namespace Seg.Server.Commands;

/// <summary><c>seg weights</c>: the cache of published weights.</summary>
internal sealed class WeightsCommand : Command
{
    public WeightsCommand()
        : base(
            "weights",
            "Published weights, from which a training on few images starts: each encoder's is downloaded once, when "
                + "'seg train --weights imagenet' first asks for it. Without a network, SEG_WEIGHTS_MIRROR may name an address "
                + "or a folder that has the files by the names that 'seg weights list' shows, such as another machine's cache."
        )
    {
        Add(new WeightsListCommand());
        Add(new WeightsGetCommand());
        Add(new WeightsVerifyCommand());
    }
}
