using System.Threading.Channels;

namespace EdrGrpc.Server.Cluster;

/// <summary>Tells the other replicas at once that this one committed something. Several commits while one is told are told as one.</summary>
internal sealed class HeadPush : BackgroundService
{
    private readonly IServiceProvider _services;
    private readonly Channel<long> _moves = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    // The store needs this before there is a silo: what belongs to the silo is looked up when it runs.
    public HeadPush(IServiceProvider services) => _services = services;

    /// <summary>The store committed. Returns at once.</summary>
    public void Moved(long revision) => _moves.Writer.TryWrite(revision);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var replicas = _services.GetRequiredService<Replicas>();
        await foreach (var revision in _moves.Reader.ReadAllAsync(stoppingToken))
        {
            replicas.TellHead(revision);
        }
    }
}
