namespace EdrGrpc.Ksc;

/// <summary>Sends AddIncident once, and says afterwards exactly one of: added, refused by KSC, provably not sent, unknown.</summary>
internal sealed class IncidentSender(KscCaller caller)
{
    private const string Method = "HostGroup.AddIncident";

    public async Task<int> AddAsync(NewIncident incident, SendFence fence, CancellationToken cancellationToken)
    {
        FencedContent? content = null;
        try
        {
            var body = KlWriter.WriteRequest(Arguments(incident));
            var answer = await caller.SendOnceAsync(
                Method,
                objection => content = new FencedContent(body, fence, objection),
                cancellationToken);
            SendPoints.Reached(SendPoints.AnswerRead);
            return answer.Parse(Method).RequireInt();
        }
        catch (KscApiException)
        {
            throw;
        }
        catch (KscNotSentException) when (content is null || content.Seal())
        {
            throw;
        }
        catch (Exception e) when (content is null || content.Seal())
        {
            throw new KscNotSentException($"AddIncident was not sent: {Reason(e)}", e);
        }
        catch (Exception e)
        {
            throw new KscOutcomeUnknownException(
                $"AddIncident was sent and no usable answer came, so KSC may hold the incident; look for it before sending again. {Reason(e)}", e);
        }
    }

    private static KlParams Arguments(NewIncident incident)
    {
        // The body in KSC would differ from ours.
        if (!Utf16.IsWellFormed(incident.Body) || !Utf16.IsWellFormed(incident.HostId))
        {
            throw new ArgumentException("The body or the host id holds half of a surrogate pair.", nameof(incident));
        }

        return new()
        {
            ["pData"] = new KlParams
            {
                [IncidentAttributes.Severity] = incident.Severity,
                [IncidentAttributes.Added] = KlValue.DateTime(incident.AddedUtc),
                [IncidentAttributes.Body] = incident.Body,
                [IncidentAttributes.IsHandled] = false,
                [IncidentAttributes.HostId] = incident.HostId,
            },
        };
    }

    private static string Reason(Exception e) => e switch
    {
        KscException or ArgumentException => e.Message,
        OperationCanceledException => "The call was cancelled.",
        ObjectDisposedException => "The client is closed.",
        _ => $"Unexpected failure ({e.GetType().Name}).",
    };
}
