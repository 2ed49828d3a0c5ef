using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seg.Server.Explaining;
using Seg.Server.Models;
using Seg.Server.Rpc;
using Seg.Server.Serving;

namespace Seg.Server.Hosting;

/// <summary>
/// What <c>seg serve</c> is made of. The host is an empty one: it reads no settings from the working folder, which is a
/// stranger's, watches nothing there, and writes nothing to standard output.
/// </summary>
internal static class ServeHost
{
    /// <summary>A host that answers until the input ends or it is stopped.</summary>
    public static IHost Build(ServeSettings settings, ServeStreams streams)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings
            {
                ApplicationName = "seg",
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = Environments.Production,
            }
        );
        builder.Logging.SetMinimumLevel(settings.LogLevel).AddProvider(new StandardErrorLog());
        IServiceCollection services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = 2 * settings.StopPatience);
        services.RemoveAll<IHostLifetime>().AddSingleton<IHostLifetime, CallersLifetime>();
        services
            .AddSingleton(settings)
            .AddSingleton(streams)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<WorkGate>()
            .AddSingleton<ModelStore>()
            .AddSingleton<Heatmaps>()
            .AddSingleton<Patterns>()
            .AddSingleton<Reviews>();
        foreach (Type handler in Handlers.Types)
            services.AddSingleton(handler);
        services.AddSingleton<RpcConnection>().AddHostedService(all => all.GetRequiredService<RpcConnection>());
        return builder.Build();
    }

    /// <summary>Answers until the input ends or it is stopped; what runs then is cancelled, and ended before this returns.</summary>
    /// <exception cref="Exception">The connection broke.</exception>
    public static async Task Run(ServeSettings settings, ServeStreams streams, CancellationToken stop)
    {
        using IHost host = Build(settings, streams);
        RpcConnection connection = host.Services.GetRequiredService<RpcConnection>();
        await host.StartAsync(CancellationToken.None).ConfigureAwait(false);
        await host.WaitForShutdownAsync(stop).ConfigureAwait(false);
        await connection.ExecuteTask!.ConfigureAwait(false);
    }

    /// <summary>Signals are the command's affair, which stops the host by a token.</summary>
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
