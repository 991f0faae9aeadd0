using EdrGrpc.Contract.V1;
using Google.Protobuf;

namespace EdrGrpc.Cli.Watch;

/// <summary>One message of either watch stream.</summary>
/// <param name="Cursor">Where to go on after it.</param>
/// <param name="Event">Null for heartbeats and the like.</param>
/// <param name="Raw">The message as it came.</param>
internal sealed record WatchMessage(string Cursor, SubmissionEvent? Event, IMessage Raw);
