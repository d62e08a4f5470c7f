// Written by supabase/generate-types.ts from the migrated database. Do not edit: run "npm run db:types".

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
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
      interviews: {
        Row: {
          candidate_email: string | null;
          candidate_name: string;
          created_at: string;
          created_by: string | null;
          ended_at: string | null;
          id: string;
          language: string;
          organization_id: string;
          scheduled_at: string | null;
          started_at: string | null;
          status: Database['public']['Enums']['interview_status'];
          title: string;
          updated_at: string;
        };
        Insert: {
          candidate_email?: string | null;
          candidate_name: string;
          created_at?: string;
          created_by?: string | null;
          ended_at?: string | null;
          id?: string;
          language: string;
          organization_id: string;
          scheduled_at?: string | null;
          started_at?: string | null;
          status?: Database['public']['Enums']['interview_status'];
          title: string;
          updated_at?: string;
        };
        Update: {
          candidate_email?: string | null;
          candidate_name?: string;
          created_at?: string;
          created_by?: string | null;
          ended_at?: string | null;
          id?: string;
          language?: string;
          organization_id?: string;
          scheduled_at?: string | null;
          started_at?: string | null;
          status?: Database['public']['Enums']['interview_status'];
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
    };
    Functions: {
      take_rate_limit: { Args: { p_key: string; p_limit: number; p_window_seconds: number }; Returns: boolean };
    };
    Enums: {
      interview_status: 'created' | 'in_progress' | 'paused' | 'interrupted' | 'completed' | 'abandoned';
      member_role: 'owner' | 'admin' | 'interviewer' | 'reviewer';
      room_role: 'interviewer' | 'candidate' | 'observer' | 'ai';
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
