// Written by supabase/generate-types.ts from the migrated database. Do not edit: run "npm run db:types".

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      audio_segments: {
        Row: {
          bytes: number;
          created_at: string;
          duration_ms: number;
          id: string;
          interview_id: string;
          name: string;
          number: number;
          participant_id: string;
          sha256: string;
          started_at_ms: number;
          storage_path: string;
        };
        Insert: {
          bytes: number;
          created_at?: string;
          duration_ms: number;
          id?: string;
          interview_id: string;
          name: string;
          number: number;
          participant_id: string;
          sha256: string;
          started_at_ms: number;
          storage_path: string;
        };
        Update: {
          bytes?: number;
          created_at?: string;
          duration_ms?: number;
          id?: string;
          interview_id?: string;
          name?: string;
          number?: number;
          participant_id?: string;
          sha256?: string;
          started_at_ms?: number;
          storage_path?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'audio_segments_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: false;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'audio_segments_participant_id_fkey';
            columns: ['participant_id'];
            isOneToOne: false;
            referencedRelation: 'participants';
            referencedColumns: ['id'];
          },
        ];
      };
      audit_log: {
        Row: {
          action: string;
          actor_participant_id: string | null;
          actor_user_id: string | null;
          created_at: string;
          details: Json;
          id: number;
          organization_id: string;
          subject_id: string | null;
          subject_type: string;
        };
        Insert: {
          action: string;
          actor_participant_id?: string | null;
          actor_user_id?: string | null;
          created_at?: string;
          details?: Json;
          id?: never;
          organization_id: string;
          subject_id?: string | null;
          subject_type: string;
        };
        Update: {
          action?: string;
          actor_participant_id?: string | null;
          actor_user_id?: string | null;
          created_at?: string;
          details?: Json;
          id?: never;
          organization_id?: string;
          subject_id?: string | null;
          subject_type?: string;
        };
        Relationships: [];
      };
      call_recordings: {
        Row: {
          first_at: string;
          host: string | null;
          interview_id: string;
          lease_until: string | null;
        };
        Insert: {
          first_at?: string;
          host?: string | null;
          interview_id: string;
          lease_until?: string | null;
        };
        Update: {
          first_at?: string;
          host?: string | null;
          interview_id?: string;
          lease_until?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'call_recordings_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: true;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
        ];
      };
      claim_decisions: {
        Row: {
          claim_id: string;
          decided_at: string;
          decided_by: string;
          decision: Database['public']['Enums']['claim_decision'];
          interview_id: string;
          text: string | null;
        };
        Insert: {
          claim_id: string;
          decided_at?: string;
          decided_by?: string;
          decision: Database['public']['Enums']['claim_decision'];
          interview_id: string;
          text?: string | null;
        };
        Update: {
          claim_id?: string;
          decided_at?: string;
          decided_by?: string;
          decision?: Database['public']['Enums']['claim_decision'];
          interview_id?: string;
          text?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'claim_decisions_decided_by_fkey';
            columns: ['decided_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'claim_decisions_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: false;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
        ];
      };
      correctness_points: {
        Row: {
          content_hash: string;
          created_at: string;
          interview_id: string;
          results: Json;
          suite_hash: string;
        };
        Insert: {
          content_hash: string;
          created_at?: string;
          interview_id: string;
          results: Json;
          suite_hash: string;
        };
        Update: {
          content_hash?: string;
          created_at?: string;
          interview_id?: string;
          results?: Json;
          suite_hash?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'correctness_points_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: false;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
        ];
      };
      dev_mailbox: {
        Row: {
          created_at: string;
          html: string | null;
          id: number;
          subject: string;
          text: string;
          to_address: string;
        };
        Insert: {
          created_at?: string;
          html?: string | null;
          id?: never;
          subject: string;
          text: string;
          to_address: string;
        };
        Update: {
          created_at?: string;
          html?: string | null;
          id?: never;
          subject?: string;
          text?: string;
          to_address?: string;
        };
        Relationships: [];
      };
      interview_notes: {
        Row: {
          at_ms: number;
          author: string | null;
          created_at: string;
          deleted_at: string | null;
          id: string;
          interview_id: string;
          question_id: string | null;
          text: string;
          updated_at: string;
        };
        Insert: {
          at_ms: number;
          author?: string | null;
          created_at?: string;
          deleted_at?: string | null;
          id?: string;
          interview_id: string;
          question_id?: string | null;
          text: string;
          updated_at?: string;
        };
        Update: {
          at_ms?: number;
          author?: string | null;
          created_at?: string;
          deleted_at?: string | null;
          id?: string;
          interview_id?: string;
          question_id?: string | null;
          text?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'interview_notes_author_fkey';
            columns: ['author'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'interview_notes_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: false;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'interview_notes_question_id_fkey';
            columns: ['question_id'];
            isOneToOne: false;
            referencedRelation: 'questions';
            referencedColumns: ['id'];
          },
        ];
      };
      interview_problems: {
        Row: {
          case_count: number;
          excerpt: string;
          hidden_count: number;
          interview_id: string;
          statement: string;
          tests: Json | null;
          updated_at: string;
          updated_by: string | null;
        };
        Insert: {
          case_count?: never;
          excerpt?: never;
          hidden_count?: never;
          interview_id: string;
          statement?: string;
          tests?: Json | null;
          updated_at?: string;
          updated_by?: string | null;
        };
        Update: {
          case_count?: never;
          excerpt?: never;
          hidden_count?: never;
          interview_id?: string;
          statement?: string;
          tests?: Json | null;
          updated_at?: string;
          updated_by?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'interview_problems_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: true;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'interview_problems_updated_by_fkey';
            columns: ['updated_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
        ];
      };
      interview_questions: {
        Row: {
          created_at: string;
          interview_id: string;
          position: number;
          question_id: string;
          version: number;
        };
        Insert: {
          created_at?: string;
          interview_id: string;
          position: number;
          question_id: string;
          version: number;
        };
        Update: {
          created_at?: string;
          interview_id?: string;
          position?: number;
          question_id?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'interview_questions_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: false;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'interview_questions_question_id_fkey';
            columns: ['question_id'];
            isOneToOne: false;
            referencedRelation: 'questions';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'interview_questions_question_id_version_fkey';
            columns: ['question_id', 'version'];
            isOneToOne: false;
            referencedRelation: 'question_versions';
            referencedColumns: ['question_id', 'version'];
          },
        ];
      };
      interview_reports: {
        Row: {
          content: Json;
          interview_id: string;
          is_complete: boolean;
          made_at: string;
        };
        Insert: {
          content: Json;
          interview_id: string;
          is_complete: boolean;
          made_at?: string;
        };
        Update: {
          content?: Json;
          interview_id?: string;
          is_complete?: boolean;
          made_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'interview_reports_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: true;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
        ];
      };
      interviewer_leases: {
        Row: {
          expires_at: string;
          granted_at: string;
          host: string;
          interview_id: string;
        };
        Insert: {
          expires_at: string;
          granted_at?: string;
          host: string;
          interview_id: string;
        };
        Update: {
          expires_at?: string;
          granted_at?: string;
          host?: string;
          interview_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'interviewer_leases_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: true;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
        ];
      };
      interviewer_usage: {
        Row: {
          at: string;
          cached_input_tokens: number;
          cost_micros: number;
          id: string;
          input_tokens: number;
          interview_id: string;
          model: string;
          output_tokens: number;
          purpose: string;
          turns: number;
        };
        Insert: {
          at?: string;
          cached_input_tokens: number;
          cost_micros: number;
          id: string;
          input_tokens: number;
          interview_id: string;
          model: string;
          output_tokens: number;
          purpose?: string;
          turns: number;
        };
        Update: {
          at?: string;
          cached_input_tokens?: number;
          cost_micros?: number;
          id?: string;
          input_tokens?: number;
          interview_id?: string;
          model?: string;
          output_tokens?: number;
          purpose?: string;
          turns?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'interviewer_usage_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: false;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
        ];
      };
      interviews: {
        Row: {
          allows_assistant: boolean;
          allows_call: boolean;
          candidate_email: string | null;
          candidate_name: string;
          created_at: string;
          created_by: string | null;
          due_at: string | null;
          end_reason: string | null;
          ended_at: string | null;
          id: string;
          interviewer_mind: string | null;
          is_adaptive: boolean;
          is_candidate_in: boolean;
          language: string;
          minutes: number | null;
          organization_id: string;
          paused_at: string | null;
          records_call: boolean;
          scheduled_at: string | null;
          started_at: string | null;
          status: Database['public']['Enums']['interview_status'];
          status_revision: number;
          title: string;
          updated_at: string;
        };
        Insert: {
          allows_assistant?: boolean;
          allows_call?: boolean;
          candidate_email?: string | null;
          candidate_name: string;
          created_at?: string;
          created_by?: string | null;
          due_at?: string | null;
          end_reason?: string | null;
          ended_at?: string | null;
          id?: string;
          interviewer_mind?: string | null;
          is_adaptive?: boolean;
          is_candidate_in?: boolean;
          language: string;
          minutes?: number | null;
          organization_id: string;
          paused_at?: string | null;
          records_call?: boolean;
          scheduled_at?: string | null;
          started_at?: string | null;
          status?: Database['public']['Enums']['interview_status'];
          status_revision?: number;
          title: string;
          updated_at?: string;
        };
        Update: {
          allows_assistant?: boolean;
          allows_call?: boolean;
          candidate_email?: string | null;
          candidate_name?: string;
          created_at?: string;
          created_by?: string | null;
          due_at?: string | null;
          end_reason?: string | null;
          ended_at?: string | null;
          id?: string;
          interviewer_mind?: string | null;
          is_adaptive?: boolean;
          is_candidate_in?: boolean;
          language?: string;
          minutes?: number | null;
          organization_id?: string;
          paused_at?: string | null;
          records_call?: boolean;
          scheduled_at?: string | null;
          started_at?: string | null;
          status?: Database['public']['Enums']['interview_status'];
          status_revision?: number;
          title?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'interviews_created_by_fkey';
            columns: ['created_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'interviews_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: false;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
        ];
      };
      invite_links: {
        Row: {
          created_at: string;
          created_by: string | null;
          expires_at: string;
          id: string;
          interview_id: string;
          label: string;
          last_used_at: string | null;
          revoked_at: string | null;
          role: Database['public']['Enums']['room_role'];
          secret_hash: string;
        };
        Insert: {
          created_at?: string;
          created_by?: string | null;
          expires_at: string;
          id?: string;
          interview_id: string;
          label?: string;
          last_used_at?: string | null;
          revoked_at?: string | null;
          role: Database['public']['Enums']['room_role'];
          secret_hash: string;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          expires_at?: string;
          id?: string;
          interview_id?: string;
          label?: string;
          last_used_at?: string | null;
          revoked_at?: string | null;
          role?: Database['public']['Enums']['room_role'];
          secret_hash?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'invite_links_created_by_fkey';
            columns: ['created_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'invite_links_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: false;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
        ];
      };
      memberships: {
        Row: {
          created_at: string;
          organization_id: string;
          role: Database['public']['Enums']['member_role'];
          user_id: string;
        };
        Insert: {
          created_at?: string;
          organization_id: string;
          role: Database['public']['Enums']['member_role'];
          user_id: string;
        };
        Update: {
          created_at?: string;
          organization_id?: string;
          role?: Database['public']['Enums']['member_role'];
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'memberships_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: false;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'memberships_user_id_fkey';
            columns: ['user_id'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
        ];
      };
      organizations: {
        Row: {
          created_at: string;
          id: string;
          name: string;
        };
        Insert: {
          created_at?: string;
          id?: string;
          name: string;
        };
        Update: {
          created_at?: string;
          id?: string;
          name?: string;
        };
        Relationships: [];
      };
      participants: {
        Row: {
          admission: string;
          admitted_at: string | null;
          admitted_by: string | null;
          colour: number;
          consent_at: string | null;
          consent_version: string | null;
          created_at: string;
          display_name: string;
          id: string;
          interview_id: string;
          link_id: string | null;
          role: Database['public']['Enums']['room_role'];
          user_id: string | null;
          voice_consent: boolean | null;
        };
        Insert: {
          admission?: string;
          admitted_at?: string | null;
          admitted_by?: string | null;
          colour?: number;
          consent_at?: string | null;
          consent_version?: string | null;
          created_at?: string;
          display_name: string;
          id?: string;
          interview_id: string;
          link_id?: string | null;
          role: Database['public']['Enums']['room_role'];
          user_id?: string | null;
          voice_consent?: boolean | null;
        };
        Update: {
          admission?: string;
          admitted_at?: string | null;
          admitted_by?: string | null;
          colour?: number;
          consent_at?: string | null;
          consent_version?: string | null;
          created_at?: string;
          display_name?: string;
          id?: string;
          interview_id?: string;
          link_id?: string | null;
          role?: Database['public']['Enums']['room_role'];
          user_id?: string | null;
          voice_consent?: boolean | null;
        };
        Relationships: [
          {
            foreignKeyName: 'participants_admitted_by_fkey';
            columns: ['admitted_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'participants_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: false;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'participants_link_id_interview_id_fkey';
            columns: ['link_id', 'interview_id'];
            isOneToOne: false;
            referencedRelation: 'invite_links';
            referencedColumns: ['id', 'interview_id'];
          },
          {
            foreignKeyName: 'participants_user_id_fkey';
            columns: ['user_id'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
        ];
      };
      profiles: {
        Row: {
          created_at: string;
          display_name: string;
          settings: Json;
          updated_at: string;
          user_id: string;
        };
        Insert: {
          created_at?: string;
          display_name: string;
          settings?: Json;
          updated_at?: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          display_name?: string;
          settings?: Json;
          updated_at?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      question_drafts: {
        Row: {
          cached_input_tokens: number;
          change: string | null;
          cost_micros: number;
          created_at: string;
          created_by: string | null;
          decided_at: string | null;
          decided_by: string | null;
          id: string;
          input_tokens: number;
          model: string;
          organization_id: string;
          output_tokens: number;
          parent_id: string | null;
          question_id: string | null;
          reason: string | null;
          request: Json;
          state: Database['public']['Enums']['draft_state'];
          turns: number;
        };
        Insert: {
          cached_input_tokens?: number;
          change?: string | null;
          cost_micros?: number;
          created_at?: string;
          created_by?: string | null;
          decided_at?: string | null;
          decided_by?: string | null;
          id?: string;
          input_tokens?: number;
          model: string;
          organization_id: string;
          output_tokens?: number;
          parent_id?: string | null;
          question_id?: string | null;
          reason?: string | null;
          request: Json;
          state?: Database['public']['Enums']['draft_state'];
          turns?: number;
        };
        Update: {
          cached_input_tokens?: number;
          change?: string | null;
          cost_micros?: number;
          created_at?: string;
          created_by?: string | null;
          decided_at?: string | null;
          decided_by?: string | null;
          id?: string;
          input_tokens?: number;
          model?: string;
          organization_id?: string;
          output_tokens?: number;
          parent_id?: string | null;
          question_id?: string | null;
          reason?: string | null;
          request?: Json;
          state?: Database['public']['Enums']['draft_state'];
          turns?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'question_drafts_created_by_fkey';
            columns: ['created_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'question_drafts_decided_by_fkey';
            columns: ['decided_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'question_drafts_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: false;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'question_drafts_parent_id_fkey';
            columns: ['parent_id'];
            isOneToOne: false;
            referencedRelation: 'question_drafts';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'question_drafts_question_id_fkey';
            columns: ['question_id'];
            isOneToOne: false;
            referencedRelation: 'questions';
            referencedColumns: ['id'];
          },
        ];
      };
      question_versions: {
        Row: {
          content: Json;
          created_at: string;
          created_by: string | null;
          frozen_at: string | null;
          published_at: string | null;
          published_by: string | null;
          question_id: string;
          verdict: Json | null;
          version: number;
        };
        Insert: {
          content: Json;
          created_at?: string;
          created_by?: string | null;
          frozen_at?: string | null;
          published_at?: string | null;
          published_by?: string | null;
          question_id: string;
          verdict?: Json | null;
          version: number;
        };
        Update: {
          content?: Json;
          created_at?: string;
          created_by?: string | null;
          frozen_at?: string | null;
          published_at?: string | null;
          published_by?: string | null;
          question_id?: string;
          verdict?: Json | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'question_versions_created_by_fkey';
            columns: ['created_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'question_versions_published_by_fkey';
            columns: ['published_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'question_versions_question_id_fkey';
            columns: ['question_id'];
            isOneToOne: false;
            referencedRelation: 'questions';
            referencedColumns: ['id'];
          },
        ];
      };
      questions: {
        Row: {
          created_at: string;
          created_by: string | null;
          difficulty: Database['public']['Enums']['question_difficulty'];
          digest: string | null;
          id: string;
          kind: Database['public']['Enums']['question_kind'];
          languages: string[];
          latest_version: number;
          minutes: number;
          organization_id: string | null;
          published_version: number | null;
          retired_at: string | null;
          revision: number;
          slug: string | null;
          state: Database['public']['Enums']['question_state'];
          tags: string[];
          title: string;
          updated_at: string;
          updated_by: string | null;
        };
        Insert: {
          created_at?: string;
          created_by?: string | null;
          difficulty: Database['public']['Enums']['question_difficulty'];
          digest?: string | null;
          id?: string;
          kind: Database['public']['Enums']['question_kind'];
          languages?: string[];
          latest_version?: number;
          minutes: number;
          organization_id?: string | null;
          published_version?: number | null;
          retired_at?: string | null;
          revision?: number;
          slug?: string | null;
          state?: never;
          tags?: string[];
          title: string;
          updated_at?: string;
          updated_by?: string | null;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          difficulty?: Database['public']['Enums']['question_difficulty'];
          digest?: string | null;
          id?: string;
          kind?: Database['public']['Enums']['question_kind'];
          languages?: string[];
          latest_version?: number;
          minutes?: number;
          organization_id?: string | null;
          published_version?: number | null;
          retired_at?: string | null;
          revision?: number;
          slug?: string | null;
          state?: never;
          tags?: string[];
          title?: string;
          updated_at?: string;
          updated_by?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'questions_created_by_fkey';
            columns: ['created_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'questions_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: false;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'questions_updated_by_fkey';
            columns: ['updated_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
        ];
      };
      rate_limits: {
        Row: {
          count: number;
          key: string;
          window_start: string;
        };
        Insert: {
          count: number;
          key: string;
          window_start: string;
        };
        Update: {
          count?: number;
          key?: string;
          window_start?: string;
        };
        Relationships: [];
      };
      recordings: {
        Row: {
          archived_at: string;
          bytes: number;
          ended_at: string | null;
          frames: number;
          interview_id: string;
          path: string;
          public_key: string;
          released_at: string | null;
          root: string;
          sealed_at: string;
          sha256: string;
          started_at: string | null;
        };
        Insert: {
          archived_at?: string;
          bytes: number;
          ended_at?: string | null;
          frames: number;
          interview_id: string;
          path: string;
          public_key: string;
          released_at?: string | null;
          root: string;
          sealed_at: string;
          sha256: string;
          started_at?: string | null;
        };
        Update: {
          archived_at?: string;
          bytes?: number;
          ended_at?: string | null;
          frames?: number;
          interview_id?: string;
          path?: string;
          public_key?: string;
          released_at?: string | null;
          root?: string;
          sealed_at?: string;
          sha256?: string;
          started_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'recordings_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: true;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
        ];
      };
      replay_comments: {
        Row: {
          at_ms: number;
          author: string | null;
          body: string;
          created_at: string;
          file_id: string | null;
          id: string;
          interview_id: string;
          parent_id: string | null;
          position: number;
          range_end: number | null;
          range_start: number | null;
          resolved_at: string | null;
          updated_at: string;
          visibility: string;
        };
        Insert: {
          at_ms: number;
          author?: string | null;
          body: string;
          created_at?: string;
          file_id?: string | null;
          id?: string;
          interview_id: string;
          parent_id?: string | null;
          position: number;
          range_end?: number | null;
          range_start?: number | null;
          resolved_at?: string | null;
          updated_at?: string;
          visibility?: string;
        };
        Update: {
          at_ms?: number;
          author?: string | null;
          body?: string;
          created_at?: string;
          file_id?: string | null;
          id?: string;
          interview_id?: string;
          parent_id?: string | null;
          position?: number;
          range_end?: number | null;
          range_start?: number | null;
          resolved_at?: string | null;
          updated_at?: string;
          visibility?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'replay_comments_author_fkey';
            columns: ['author'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'replay_comments_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: false;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'replay_comments_parent_id_interview_id_fkey';
            columns: ['parent_id', 'interview_id'];
            isOneToOne: false;
            referencedRelation: 'replay_comments';
            referencedColumns: ['id', 'interview_id'];
          },
        ];
      };
      replay_links: {
        Row: {
          created_at: string;
          created_by: string | null;
          expires_at: string;
          id: string;
          interview_id: string;
          label: string;
          last_used_at: string | null;
          revoked_at: string | null;
          secret_hash: string;
        };
        Insert: {
          created_at?: string;
          created_by?: string | null;
          expires_at: string;
          id?: string;
          interview_id: string;
          label?: string;
          last_used_at?: string | null;
          revoked_at?: string | null;
          secret_hash: string;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          expires_at?: string;
          id?: string;
          interview_id?: string;
          label?: string;
          last_used_at?: string | null;
          revoked_at?: string | null;
          secret_hash?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'replay_links_created_by_fkey';
            columns: ['created_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'replay_links_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: false;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
        ];
      };
      replay_views: {
        Row: {
          created_at: string;
          id: string;
          interview_id: string;
          link_id: string | null;
          participant_id: string | null;
          user_id: string | null;
          what: string;
        };
        Insert: {
          created_at?: string;
          id?: string;
          interview_id: string;
          link_id?: string | null;
          participant_id?: string | null;
          user_id?: string | null;
          what: string;
        };
        Update: {
          created_at?: string;
          id?: string;
          interview_id?: string;
          link_id?: string | null;
          participant_id?: string | null;
          user_id?: string | null;
          what?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'replay_views_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: false;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'replay_views_link_id_interview_id_fkey';
            columns: ['link_id', 'interview_id'];
            isOneToOne: false;
            referencedRelation: 'replay_links';
            referencedColumns: ['id', 'interview_id'];
          },
          {
            foreignKeyName: 'replay_views_participant_id_fkey';
            columns: ['participant_id'];
            isOneToOne: false;
            referencedRelation: 'participants';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'replay_views_user_id_fkey';
            columns: ['user_id'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
        ];
      };
      rubric_marks: {
        Row: {
          author: string;
          created_at: string;
          criterion: string;
          interview_id: string;
          mark: Database['public']['Enums']['rubric_level'];
          question_id: string;
          remark: string;
          updated_at: string;
          version: number;
        };
        Insert: {
          author?: string;
          created_at?: string;
          criterion: string;
          interview_id: string;
          mark: Database['public']['Enums']['rubric_level'];
          question_id: string;
          remark?: string;
          updated_at?: string;
          version: number;
        };
        Update: {
          author?: string;
          created_at?: string;
          criterion?: string;
          interview_id?: string;
          mark?: Database['public']['Enums']['rubric_level'];
          question_id?: string;
          remark?: string;
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'rubric_marks_author_fkey';
            columns: ['author'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'rubric_marks_interview_id_fkey';
            columns: ['interview_id'];
            isOneToOne: false;
            referencedRelation: 'interviews';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'rubric_marks_question_id_version_fkey';
            columns: ['question_id', 'version'];
            isOneToOne: false;
            referencedRelation: 'question_versions';
            referencedColumns: ['question_id', 'version'];
          },
        ];
      };
      storage_removals: {
        Row: {
          bucket: string;
          created_at: string;
          id: string;
          path: string;
        };
        Insert: {
          bucket: string;
          created_at?: string;
          id?: string;
          path: string;
        };
        Update: {
          bucket?: string;
          created_at?: string;
          id?: string;
          path?: string;
        };
        Relationships: [];
      };
    };
    Views: {
      interview_overview: {
        Row: {
          admitted_count: number;
          candidate_email: string | null;
          candidate_name: string;
          created_at: string;
          created_by: string | null;
          created_by_name: string | null;
          ended_at: string | null;
          id: string;
          language: string;
          organization_id: string;
          scheduled_at: string | null;
          started_at: string | null;
          status: Database['public']['Enums']['interview_status'];
          title: string;
          updated_at: string;
          waiting_count: number;
        };
        Relationships: [];
      };
      interviewer_usage_totals: {
        Row: {
          cached_input_tokens: number;
          cost_micros: number;
          input_tokens: number;
          interview_id: string;
          model: string;
          output_tokens: number;
          purpose: string;
          turns: number;
        };
        Relationships: [];
      };
      recordings_due: {
        Row: {
          ended_at: string | null;
          interview_id: string;
          is_stored: boolean;
          path: string;
          title: string;
        };
        Relationships: [];
      };
      reports_due: {
        Row: {
          archived_at: string;
          interview_id: string;
        };
        Relationships: [];
      };
    };
    Functions: {
      add_question_version: { Args: { p_question_id: string; p_replaces: number; p_content: Json }; Returns: number };
      call_speakers: { Args: { p_interview_id: string }; Returns: Json };
      claim_call_recordings: { Args: { p_host: string; p_held: string[]; p_released: string[]; p_room: number; p_lease_ms: number }; Returns: Json };
      claim_interviews: { Args: { p_host: string; p_held: string[]; p_released: string[]; p_room: number; p_lease_ms: number }; Returns: Json };
      create_question: { Args: { p_organization_id: string; p_content: Json }; Returns: string };
      open_draft: { Args: { p_draft_id: string; p_question_id: string }; Returns: undefined };
      plan_interview: { Args: { p_interview_id: string; p_before: string[]; p_after: string[] }; Returns: boolean };
      put_library_question: { Args: { p_slug: string; p_digest: string; p_content: Json }; Returns: undefined };
      reject_draft: { Args: { p_draft_id: string; p_reason: string }; Returns: boolean };
      save_question: { Args: { p_question_id: string; p_replaces: number; p_content: Json }; Returns: number };
      settle_question: { Args: { p_question_id: string; p_revision: number; p_verdict: Json; p_publish: boolean; p_user_id: string }; Returns: boolean };
      take_rate_limit: { Args: { p_key: string; p_limit: number; p_window_seconds: number }; Returns: boolean };
    };
    Enums: {
      claim_decision: 'kept' | 'dropped';
      draft_state: 'failed' | 'open' | 'replaced' | 'accepted' | 'rejected';
      interview_status: 'created' | 'in_progress' | 'paused' | 'interrupted' | 'completed' | 'abandoned';
      member_role: 'owner' | 'admin' | 'interviewer' | 'reviewer';
      question_difficulty: 'easy' | 'medium' | 'hard';
      question_kind: 'coding' | 'system_design' | 'behavioural';
      question_state: 'draft' | 'published' | 'retired';
      room_role: 'interviewer' | 'candidate' | 'observer' | 'ai';
      rubric_level: 'weak' | 'sound' | 'strong';
    };
    CompositeTypes: Record<never, never>;
  };
};

type Public = Database['public'];
type Relations = Public['Tables'] & Public['Views'];

/** A row as it is read. */
export type Tables<Name extends keyof Relations> = Relations[Name]['Row'];
/** What an insert takes. */
export type TablesInsert<Name extends keyof Public['Tables']> = Public['Tables'][Name]['Insert'];
/** What an update takes. */
export type TablesUpdate<Name extends keyof Public['Tables']> = Public['Tables'][Name]['Update'];
export type Enums<Name extends keyof Public['Enums']> = Public['Enums'][Name];
