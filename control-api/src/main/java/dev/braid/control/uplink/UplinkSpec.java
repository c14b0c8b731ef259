package dev.braid.control.uplink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** What is asked of an uplink. An absent bound means none. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UplinkSpec(
        @JsonProperty("interface")
        @Schema(example = "eth1", description = "An interface's name, a pattern with * and ?, or a MAC address")
        @NotNull
        @Pattern(
                regexp = "[A-Za-z0-9_.:*?@-]{1,32}",
                message = "must be an interface's name, a pattern, or a MAC address")
        String interfaceName,

        @Schema(defaultValue = "use") Role role,

        @Schema(defaultValue = "flat") CostClass costClass,

        @Schema(example = "10000000", description = "Most that is sent") @Min(8_000) @Max(1_000_000_000_000L) @Nullable
        Long upBitsPerSecond,

        @Schema(example = "50000000", description = "Most that is received")
        @Min(8_000)
        @Max(1_000_000_000_000L)
        @Nullable
        Long downBitsPerSecond,

        @Schema(description = "A standby also joins while the others carry more than this") @Min(1) @Nullable
        Long standbyAboveBitsPerSecond,

        @Schema(example = "200", description = "Left out while its probes take longer") @Min(1) @Max(60_000) @Nullable
        Long maxLatencyMs,

        @Schema(example = "0.05", description = "Left out while it loses more")
        @DecimalMin("0.001")
        @DecimalMax("1")
        @Nullable
        Double maxLossRatio,

        @Valid @Nullable DataCap dataCap,

        @Schema(description = "Taken out by a person, whatever its role", defaultValue = "false")
        Boolean disabled) {

    /** All that was left out by its meaning, so that two ways to say the same are equal. */
    public UplinkSpec {
        role = role == null ? Role.USE : role;
        costClass = costClass == null ? CostClass.FLAT : costClass;
        disabled = disabled != null && disabled;
    }

    /** What it is for. */
    public enum Role {
        @JsonProperty("use")
        USE,
        @JsonProperty("standby")
        STANDBY,
        @JsonProperty("never")
        NEVER
    }

    /** What its traffic costs. */
    public enum CostClass {
        @JsonProperty("flat")
        FLAT,
        @JsonProperty("metered")
        METERED,
        @JsonProperty("expensive")
        EXPENSIVE
    }

    /** What happens when the data of the month is used up. */
    public enum AtCap {
        @JsonProperty("demote")
        DEMOTE,
        @JsonProperty("stop")
        STOP
    }

    /**
     * The data a contract includes.
     *
     * @param billingDay day of the month on which a period begins
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DataCap(
            @Schema(example = "50000000000") @NotNull @Min(1)
            Long limitBytes,

            @Schema(defaultValue = "1") @Min(1) @Max(31) Integer billingDay,

            @Schema(defaultValue = "0.8") @DecimalMin("0") @DecimalMax("1")
            Double warnAtRatio,

            @Schema(defaultValue = "demote") AtCap atCap) {
        public DataCap {
            billingDay = billingDay == null ? 1 : billingDay;
            warnAtRatio = warnAtRatio == null ? 0.8 : warnAtRatio;
            atCap = atCap == null ? AtCap.DEMOTE : atCap;
        }
    }

    public boolean takenOut() {
        return Boolean.TRUE.equals(disabled);
    }

    UplinkSpec disabled(boolean now) {
        return new UplinkSpec(
                interfaceName,
                role,
                costClass,
                upBitsPerSecond,
                downBitsPerSecond,
                standbyAboveBitsPerSecond,
                maxLatencyMs,
                maxLossRatio,
                dataCap,
                now);
    }
}
