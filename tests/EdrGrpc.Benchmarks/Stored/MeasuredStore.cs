using EdrGrpc.Contract.V1;
using Grpc.Net.Client;

namespace EdrGrpc.Benchmarks;

/// <summary>A gateway on one data file, and what was measured with it.</summary>
internal sealed class MeasuredStore : IDisposable
{
    private const int Pages = 20;
    private const int Repeats = 100;

    private readonly ServerProcess _server;
    private readonly Load _load;
    private readonly GrpcChannel _channel;
    private readonly ResponseService.ResponseServiceClient _client;
    private readonly IReadOnlyList<string> _ids;

    private MeasuredStore(ServerProcess server, IReadOnlyList<string> ids)
    {
        (_server, _ids) = (server, ids);
        _load = new Load(server.GatewayUrl, server);
        _channel = Load.Channel(server.GatewayUrl);
        _client = new ResponseService.ResponseServiceClient(_channel);
    }

    public List<Round> Submits { get; } = [];

    public List<Round> Gets { get; } = [];

    public Latencies FirstPage { get; private set; } = new([]);

    public Latencies LatePage { get; private set; } = new([]);

    public Latencies Resume { get; private set; } = new([]);

    /// <param name="folder">For the policy and the like.</param>
    /// <param name="file">The data file.</param>
    /// <param name="ksc">The stand-in.</param>
    /// <param name="ids">Ids to read; empty: those that are submitted.</param>
    /// <param name="dispatches">Whether submissions are sent.</param>
    public static async Task<MeasuredStore> StartAsync(string folder, string file, KscStandIn ksc, IReadOnlyList<string> ids, bool dispatches = false)
    {
        var settings = await GatewaySettings.CreateAsync(folder, ksc, isAuthenticated: true);
        settings["Store:Path"] = file;
        settings["Ksc:SweepInterval"] = "01:00:00";
        settings["Store:Retention"] = "3650.00:00:00";
        return new MeasuredStore(await ServerProcess.StartAsync(folder, new ServerPlan { Settings = settings, Dispatches = dispatches }), ids);
    }

    /// <summary>A round of Submits; the first warms up.</summary>
    public async Task SubmitAsync(int calls)
    {
        var isWarmUp = _load.Answered.IsEmpty;
        var round = await _load.SubmitAsync(calls);
        if (!isWarmUp)
        {
            Submits.Add(round);
        }
    }

    public async Task GetAsync(int calls) => Gets.Add(await _load.GetAsync(_ids.Count > 0 ? _ids : [.. _load.Answered.Take(100_000)], calls));

    /// <summary>The first page, and pages up to the given one.</summary>
    public async Task ListAsync(int page, int pageSize)
    {
        FirstPage = await Latencies.OfAsync(Repeats, async _ => await _client.ListSubmissionsAsync(new ListSubmissionsRequest { PageSize = pageSize }, _server.Headers));
        var token = "";
        for (var number = 1; number < page - Pages; number++)
        {
            token = (await _client.ListSubmissionsAsync(new ListSubmissionsRequest { PageSize = pageSize, PageToken = token }, _server.Headers)).NextPageToken;
        }

        LatePage = await Latencies.OfAsync(Pages, async _ =>
        {
            var answer = await _client.ListSubmissionsAsync(new ListSubmissionsRequest { PageSize = pageSize, PageToken = token }, _server.Headers);
            token = answer.NextPageToken;
            if (answer.Submissions.Count != pageSize)
            {
                throw new InvalidOperationException($"A page of {answer.Submissions.Count} submissions.");
            }
        });
    }

    /// <summary>Watches that come back after having missed some events.</summary>
    public async Task ResumeAsync(int missed)
    {
        var cursor = await _server.HeadCursorAsync();
        await _load.SubmitAsync(missed);
        Resume = await Latencies.OfAsync(Repeats, async _ =>
        {
            await using var watcher = await EventReader.StartAsync(_client, _server.Headers, cursor);
        });
    }

    /// <summary>Submits one and follows it to its end.</summary>
    public async Task SubmitToEndAsync(string hostId)
    {
        var request = Requests.Quarantine(hostId);
        using var call = _client.SubmitAndWatch(
            new SubmitAndWatchRequest { RequestId = request.RequestId, Action = request.Action, Context = request.Context }, _server.Headers);
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            // Ends with the terminal event.
        }
    }

    public void Dispose()
    {
        _channel.Dispose();
        _load.Dispose();
        _server.Dispose();
    }
}
