using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Workspaces;
using FluentValidation;

namespace ChatFlow.Application.Workspaces;

/// <summary>A workspace role by its name on the wire.</summary>
internal static class RoleName
{
    private static readonly Dictionary<string, WorkspaceRole> Roles = Enum.GetValues<WorkspaceRole>().ToDictionary(role => WireName.Of(role));

    public static WorkspaceRole Parse(string name) => Roles[name];

    public static IRuleBuilderOptions<T, string?> Role<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(name => name is null || Roles.ContainsKey(name)).WithErrorCode("one_of")
        .WithMessage($"'{{PropertyName}}' must be one of {string.Join(", ", Roles.Keys)}.");
}
