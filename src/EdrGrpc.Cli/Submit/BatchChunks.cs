using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Submit;

/// <summary>Cuts a list of hosts into batches that the gateway takes.</summary>
internal static class BatchChunks
{
    private const int MaxItems = 1000;

    // The gateway takes 4 MiB; some of it is for what is not in the items.
    private const int MaxBytes = 4_000_000;

    public static IEnumerable<(IReadOnlyList<HostLine> Hosts, SubmitBatchRequest Request)> Of(HostList list, ResponseAction action, RequestDetails details, bool validateOnly)
    {
        var hosts = new List<HostLine>();
        var request = new SubmitBatchRequest();
        var bytes = 0;
        var index = 0;
        foreach (var host in list.Hosts)
        {
            var item = new BatchItem { ItemId = $"line-{host.Number}", Action = HostList.WithTarget(host, action) };
            var size = item.CalculateSize() + 8;
            if (hosts.Count == MaxItems || (hosts.Count > 0 && bytes + size > MaxBytes))
            {
                yield return (hosts, Complete(request, details, index++, validateOnly));
                (hosts, request, bytes) = ([], new SubmitBatchRequest(), 0);
            }

            hosts.Add(host);
            request.Items.Add(item);
            bytes += size;
        }

        yield return (hosts, Complete(request, details, index, validateOnly));
    }

    private static SubmitBatchRequest Complete(SubmitBatchRequest request, RequestDetails details, int index, bool validateOnly)
    {
        request.RequestId = details.RequestIdOf(index).ToString();
        request.Server = details.Server;
        request.ExpireTime = details.ExpireTime;
        request.Context = details.Context;
        request.ValidateOnly = validateOnly;
        return request;
    }
}
