using EdrGrpc.Contract.V1;

namespace EdrGrpc.Server.Validation;

/// <summary>The requests about KSC connections and their hosts.</summary>
internal sealed class ServerRequestValidators :
    IRequestValidator<GetCapabilitiesRequest>,
    IRequestValidator<ListServersRequest>,
    IRequestValidator<GetServerStatusRequest>,
    IRequestValidator<FindHostsRequest>
{
    private const int MaxName = 255;

    public void Validate(GetCapabilitiesRequest request, ViolationList violations)
    {
        // The message has no fields.
    }

    public void Validate(ListServersRequest request, ViolationList violations)
    {
        // The message has no fields.
    }

    public void Validate(GetServerStatusRequest request, ViolationList violations) => FieldRules.Server(violations, request.Server);

    public void Validate(FindHostsRequest request, ViolationList violations)
    {
        FieldRules.Server(violations, request.Server);
        switch (request.QueryCase)
        {
            case FindHostsRequest.QueryOneofCase.Name:
                FieldRules.RequiredLine(violations, "name", request.Name, MaxName);
                break;
            case FindHostsRequest.QueryOneofCase.Fqdn:
                FieldRules.RequiredLine(violations, "fqdn", request.Fqdn, MaxName);
                break;
            case FindHostsRequest.QueryOneofCase.Text:
                FieldRules.RequiredLine(violations, "text", request.Text, MaxName);
                break;
            default:
                violations.Add("query", "Exactly one of name, fqdn and text must be set.");
                break;
        }

        FieldRules.Range(violations, "limit", request.Limit, 10_000);
    }
}
