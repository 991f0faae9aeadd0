using System.Diagnostics.Metrics;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Submissions.Watching;
using Grpc.Core;

namespace EdrGrpc.Server.Telemetry;

/// <summary>Meter "EdrGrpc".</summary>
internal sealed class GatewayMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "EdrGrpc";

    private readonly Histogram<double> _calls;
    private readonly Counter<long> _submissions;

    public GatewayMetrics(IMeterFactory meters, ISubmissionStore store, WatchHub hub)
    {
        var meter = meters.Create(MeterName);
        _calls = meter.CreateHistogram<double>("edrgrpc.call.duration", "s", "Duration of calls by method and status");
        _submissions = meter.CreateCounter<long>("edrgrpc.submissions.accepted", "{submission}", "Submissions recorded, by server and task kind");
        meter.CreateObservableGauge("edrgrpc.submissions.unfinished", () => store.UnfinishedCount, "{submission}", "Submissions that have not ended");
        meter.CreateObservableGauge("edrgrpc.watch.streams", () => hub.SubscriptionCount, "{stream}", "Open watch streams");
        meter.CreateObservableGauge("edrgrpc.store.revision", () => store.HeadRevision, "{revision}", "Newest revision of the store");
    }

    public void CallEnded(string method, StatusCode code, TimeSpan elapsed) => _calls.Record(
        elapsed.TotalSeconds, new KeyValuePair<string, object?>("rpc.method", method), new KeyValuePair<string, object?>("rpc.grpc.status", code));

    public void Accepted(string server, string kind, int count) =>
        _submissions.Add(count, new KeyValuePair<string, object?>("server", server), new KeyValuePair<string, object?>("task", kind));
}
