namespace EdrGrpc.Server.Demo;

/// <summary>Lines to paste while the demo stays up.</summary>
internal static class DemoHelp
{
    public static void Print(string url, string? webUrl, string host, string otherHost, string waitingHost, string waitingId)
    {
        var address = new Uri(url).Authority;
        var submit = $$$$"""{"action":{"target_host_name":"{{{{host}}}}","isolate_host":{"action":"ISOLATION_ACTION_DISABLE"}}}""";
        var watch = $$$$"""{"action":{"target_host_name":"{{{{otherHost}}}}","get_file":{"path":"C:\\Windows\\notepad.exe"}}}""";
        const string list = """{"page_size":5}""";
        var cancel = $$"""{"submission_id":"{{waitingId}}","reason":"not needed"}""";
        Console.WriteLine();
        Console.WriteLine($"{waitingHost} is offline, so a GetFile for it waits, with id {waitingId}.");
        Console.WriteLine("The server stays up. Paste into another terminal (Ctrl+C here stops it):");
        Heading("grpcurl");
        Grpcurl("Submit", submit, "ResponseService/Submit");
        Grpcurl("Submit and watch", watch, "ResponseService/SubmitAndWatch");
        Grpcurl("Watch everything", "{}", "ResponseService/WatchSubmissions");
        Grpcurl("List", list, "ResponseService/ListSubmissions");
        Grpcurl($"Cancel what waits for {waitingHost} (later than that it is refused: KSC cannot take an incident back)", cancel, "ResponseService/CancelSubmission");
        Console.WriteLine($"  # Health\n  grpcurl -plaintext {address} grpc.health.v1.Health/Check");
        Heading("buf curl");
        Buf("Submit", submit, "edr.response.v1.ResponseService/Submit");
        Buf("Submit and watch", watch, "edr.response.v1.ResponseService/SubmitAndWatch");
        Buf("Watch everything", "{}", "edr.response.v1.ResponseService/WatchSubmissions");
        Buf("List", list, "edr.response.v1.ResponseService/ListSubmissions");
        Buf($"Cancel what waits for {waitingHost} (later than that it is refused: KSC cannot take an incident back)", cancel, "edr.response.v1.ResponseService/CancelSubmission");
        Buf("Health", "{}", "grpc.health.v1.Health/Check");
        if (webUrl is not null)
        {
            Heading("plain HTTP (JSON transcoding; gRPC-Web answers on the same port)");
            Console.WriteLine($"  curl {webUrl}/v1/submissions?page_size=5");
            Console.WriteLine($"  curl -d '{submit}' {webUrl}/v1/submissions");
        }

        Console.WriteLine();

        void Heading(string name) => Console.WriteLine($"\n{name}:");
        void Grpcurl(string what, string json, string method) =>
            Console.WriteLine($"  # {what}\n  grpcurl -plaintext -d '{json}' {address} edr.response.v1.{method}");
        void Buf(string what, string json, string method) =>
            Console.WriteLine($"  # {what}\n  buf curl --protocol grpc --http2-prior-knowledge -d '{json}' {url}/{method}");
    }
}
